#include "ui/reports/reportfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QPdfWriter>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace backroom::reportfile {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("backroom", text); }

auto cannot(const QString &path)
{
    return fail(ErrorCode::Unavailable,
                tr("%1 cannot be written. Choose another folder, or make room on the disk.").arg(path));
}

QString ending(ReportFormat format)
{
    return format == ReportFormat::Csv ? u"csv"_s : format == ReportFormat::Xlsx ? u"xlsx"_s : u"pdf"_s;
}

Result<> writeCsv(const ReportPaper &paper, const QString &path)
{
    QFile file(path);
    const QByteArray csv = toCsv(*paper.table);
    if (!file.open(QIODevice::WriteOnly) || file.write(csv) != csv.size() || !file.flush())
        return cannot(path);
    return {};
}

Result<> writePdf(const ReportPaper &paper, const QString &path, ReportProgress &progress)
{
    QPdfWriter writer(path);
    writer.setPageSize(QPageSize(QPageSize::A4));
    layOut(writer, paper);
    writer.setResolution(300);
    writer.setTitle(paper.title);
    writer.setCreator(u"Backroom"_s);
    if (paint(paper, writer, progress) == 0)
        return cannot(path);
    return {};
}
}

Result<bool> write(const ReportPaper &paper, ReportFormat format, const QString &path, ReportProgress &progress)
{
    const QString part = path + u".part"_s;
    const Result<> written = format == ReportFormat::Csv ? writeCsv(paper, part)
        : format == ReportFormat::Xlsx                   ? writeXlsx(paper, part, progress)
                                                         : writePdf(paper, part, progress);
    if (!written || progress.cancelled) {
        QFile::remove(part);
        if (!written && !progress.cancelled)
            return fail(written.error());
        return false;
    }
    // Takes the place of an older file in one step.
    if (std::rename(QFile::encodeName(part).constData(), QFile::encodeName(path).constData()) != 0) {
        QFile::remove(part);
        return cannot(path);
    }
    return true;
}

QString suggestedName(const ReportPaper &paper, ReportFormat format)
{
    QString name;
    for (const QChar c : paper.title.simplified())
        name += u"/\\:*?\"<>|"_s.contains(c) ? QChar(u'-') : c;
    const ReportTable &table = *paper.table;
    if (table.from < table.to)
        name += u' ' + dayDate(table.from).toString(Qt::ISODate) + u' ' + dayDate(table.to - 1).toString(Qt::ISODate);
    return name + u'.' + ending(format);
}

}
