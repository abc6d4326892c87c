#include "ui/settings/settingsform.h"

#include "ui/widgets/formfield.h"

#include <algorithm>

namespace backroom {

void SettingsForm::show(const Settings &settings)
{
    m_base = settings;
    m_filling = true;
    for (const Field &field : std::as_const(m_fields)) {
        field.show(settings);
        field.field->setError({});
    }
    m_filling = false;
    Q_EMIT edited();
}

void SettingsForm::accept(const Settings &settings)
{
    m_filling = true;
    for (const Field &field : std::as_const(m_fields)) {
        if (!field.differs(m_base))
            field.show(settings);
        field.field->setError({});
    }
    m_base = settings;
    m_filling = false;
    Q_EMIT edited();
}

bool SettingsForm::take(const Settings &settings)
{
    const bool clash = std::any_of(m_fields.begin(), m_fields.end(), [&](const Field &field) {
        return field.differs(m_base) && field.changed(m_base, settings) && field.differs(settings);
    });
    if (clash)
        return false;
    m_filling = true;
    for (const Field &field : std::as_const(m_fields))
        if (!field.differs(m_base))
            field.show(settings);
    m_base = settings;
    m_filling = false;
    Q_EMIT edited();
    return true;
}

bool SettingsForm::isEdited() const
{
    return std::any_of(m_fields.begin(), m_fields.end(), [this](const Field &field) { return field.differs(m_base); });
}

SettingsPatch SettingsForm::patch() const
{
    SettingsPatch patch;
    for (const Field &field : m_fields)
        if (field.differs(m_base))
            field.put(patch);
    return patch;
}

QStringList SettingsForm::setFaults(const Error &error)
{
    QStringList elsewhere;
    if (error.fields.isEmpty() && !error.message.isEmpty())
        elsewhere << error.message;
    for (const Field &field : std::as_const(m_fields))
        field.field->setError({});
    QWidget *first = nullptr;
    for (const FieldError &fault : error.fields) {
        const auto at = std::find_if(m_fields.begin(), m_fields.end(),
                                     [&](const Field &field) { return field.field->name() == fault.field; });
        if (at == m_fields.end()) {
            elsewhere << fault.message;
            continue;
        }
        at->field->setError(fault.message);
        if (!first)
            first = at->field->editor();
    }
    if (first)
        first->setFocus(Qt::OtherFocusReason);
    return elsewhere;
}

}
