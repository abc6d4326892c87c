#pragma once
// How far a backup, its proof or a restore has come; and how it is stopped.
#include <QtGlobal>
#include <functional>

namespace backroom {

struct BackupProgress
{
    enum class Step { Copying, Writing, Proving, Restoring };
    Step step = Step::Copying;
    double share = 0; // of the whole work, 0 to 1
};

// Called several times a second on the thread that works. False stops it, and nothing stays behind.
using BackupGoOn = std::function<bool(const BackupProgress &)>;

}
