#pragma once
// A fuzz target reads one input; a promise that does not hold ends the program, which is what the fuzzer looks for. Each
// file of this folder is one target. `./dev fuzz NAME SECONDS` looks for new inputs, every run of the tests reads those
// of corpus/NAME again (see replay.cpp).
#include <QByteArray>
#include <cstdint>
#include <cstdlib>

// Called for each input, always on the same thread; gives 0. See https://llvm.org/docs/LibFuzzer.html
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

namespace backroom::fuzz {

inline void promise(bool holds)
{
    if (!holds)
        std::abort();
}

// A copy, so that reading beyond its end is seen.
inline QByteArray bytesOf(const std::uint8_t *data, std::size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
}

}
