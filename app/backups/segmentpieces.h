#pragma once
// How changes and marks are written into the pieces of a segment.
#include "app/backups/segments.h"

namespace backroom::segmentpieces {

QByteArray ofHead(const SegmentHead &head);
QByteArray ofMark(const Mark &mark);
// Any number of them, one after the other, make a piece.
QByteArray ofChange(const recording::Change &change);

// Nothing when the bytes are none. They are read with the epoch of the segment.
std::optional<SegmentHead> toHead(const QByteArray &piece);
std::optional<Mark> toMark(const QByteArray &piece);
std::optional<QList<recording::Change>> toChanges(const QByteArray &piece, const QByteArray &epoch);

}
