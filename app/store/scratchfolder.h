#pragma once
// A folder for one program at a time that goes with it, readable to its user alone. The kernel tells whether somebody is
// in it, so that what an ended program left can be cleared away.
#include "app/base/result.h"

#include <memory>

namespace backroom {

class ScratchFolder {
public:
    // Makes it empty, clearing away what was left in it. Conflict while another program is in it.
    static Result<std::unique_ptr<ScratchFolder>> take(const QString &path);
    // Removes it with all that is in it.
    ~ScratchFolder();
    Q_DISABLE_COPY_MOVE(ScratchFolder)

    const QString &path() const { return m_path; }

private:
    ScratchFolder(int descriptor, const QString &path) : m_descriptor(descriptor), m_path(path) {}
    int m_descriptor;
    QString m_path;
};

}
