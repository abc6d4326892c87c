#pragma once
// The fields of the shop's own settings: what they show, which of them were changed, what of it is to be saved. Changes
// from elsewhere are taken in where nothing was typed; where both changed the same field, it says so.
#include "app/settings/settings.h"

#include <QObject>

#include <functional>

namespace backroom {

class FormField;

class SettingsForm final : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    // One field, how it shows a value, what it holds, and where that goes.
    template<typename T>
    void bind(FormField *field, T Settings::*member, std::optional<T> SettingsPatch::*into,
              std::function<void(const T &)> show, std::function<T()> read)
    {
        m_fields << Field{field, [member, show](const Settings &settings) { show(settings.*member); },
                          [member, read](const Settings &settings) { return read() != settings.*member; },
                          [into, read](SettingsPatch &patch) { patch.*into = read(); },
                          [member](const Settings &one, const Settings &other) {
                              return one.*member != other.*member;
                          }};
    }

    // Shows it; nothing is edited any more.
    void show(const Settings &settings);
    // What somebody else saved. False when a field that is edited here was changed there, too: then nothing here changes
    // until keepMine() or show().
    bool take(const Settings &settings);
    // What was saved from here. Whatever was typed since then stays.
    void accept(const Settings &settings);
    // What is edited here goes over what was saved elsewhere.
    void keepMine(const Settings &settings) { m_base = settings; }

    bool isEdited() const;
    SettingsPatch patch() const;
    const Settings &base() const { return m_base; }
    // Shows each fault at its field; gives back the sentences of those that have none.
    QStringList setFaults(const Error &error);

    // A field was changed by hand: tell when isEdited() may have changed.
    void touched()
    {
        if (!m_filling)
            Q_EMIT edited();
    }

Q_SIGNALS:
    void edited();

private:
    struct Field
    {
        FormField *field;
        std::function<void(const Settings &)> show;
        std::function<bool(const Settings &)> differs;
        std::function<void(SettingsPatch &)> put;
        std::function<bool(const Settings &, const Settings &)> changed;
    };
    QList<Field> m_fields;
    Settings m_base;
    bool m_filling = false;
};

}
