#pragma once
// A name and one large figure, read across a counter. The line keeps its place while there is nothing to say, so that
// nothing under it moves.
#include "ui/theme/type.h"

#include <QWidget>

class QLabel;

namespace backroom {

class TillLine final : public QWidget {
    Q_OBJECT
public:
    // The figure's label bears the object name.
    TillLine(const QString &objectName, const QString &name, Type type, QWidget *parent = nullptr);
    // Empty: there is nothing to say.
    void setFigure(const QString &figure);

private:
    QLabel *m_name, *m_figure;
};

}
