#pragma once
// Products out of a file, in three steps: the file, what its columns are (where that is not known), and what would come
// of it, with every row that cannot be taken. Only then is anything done, and it is taken back as one.
#include "app/products/productimport.h"

#include <QDialog>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QStackedWidget;

namespace backroom {

class Desk;
class ImageBringing;
class ImportMapping;
class ImportOutcome;
class ImportResult;
class StatusStrip;

class ImportWizard final : public QDialog {
    Q_OBJECT
public:
    // Deletes itself when closed; the import goes on at the foot of the window, and the images after it. What became of it
    // is told by `result`.
    ImportWizard(Desk &desk, StatusStrip &strip, ImageBringing &images, ImportResult &result, QWidget *parent);
    ~ImportWizard() override;

    // As if it had been chosen.
    void setFile(const QString &path);

protected:
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    enum Step { File, Columns, Outcome };
    // What stands at the beginning of a file.
    struct Beginning
    {
        QStringList header;
        QStringList example;
        ProductFormat format = ProductFormat::Auto;
    };
    static Result<Beginning> beginningOf(const QString &path);
    QWidget *makeFile();
    QWidget *makeColumns();
    QWidget *makeOutcome();
    void choose();
    void showStep(Step step);
    void next();
    void tryIt();
    void showTried(const Result<ProductImportSummary> &summary);
    void keepRefused();
    void import();
    void setFault(const QString &sentence);
    void setBusy(bool busy);

    Desk &m_desk;
    StatusStrip &m_strip;
    ImageBringing &m_images;
    ImportResult &m_result;
    ProductImportOptions m_options;
    ProductImportSummary m_tried;
    QString m_path;
    QLabel *m_title, *m_fault, *m_fileSays = nullptr, *m_kind = nullptr, *m_bringSays = nullptr;
    QLineEdit *m_file = nullptr;
    QCheckBox *m_bring = nullptr;
    QStackedWidget *m_steps;
    ImportMapping *m_mapping = nullptr;
    ImportOutcome *m_outcome = nullptr;
    QPushButton *m_keep = nullptr, *m_back, *m_next;
    std::shared_ptr<std::atomic<bool>> m_stop = std::make_shared<std::atomic<bool>>(false);
};

}
