#pragma once
// The reports there are, at the side of their page: roomy rows on the page's own ground, the chosen one quietly filled.
#include "ui/widgets/ringed.h"

#include <QListWidget>

namespace backroom {

class ReportList final : public Ringed<QListWidget> {
    Q_OBJECT
public:
    explicit ReportList(QWidget *parent = nullptr);
};

}
