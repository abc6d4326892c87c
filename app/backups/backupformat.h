#pragma once
// A backup's file, version 1. All numbers are little-endian.
//
//   head    "BACKROOM" · u16 version · u8 kind of key · u8 0 · u64 opslimit · u64 memlimit · salt (16) · key id (8) ·
//           nonce (24) · file key sealed under the key (48) · secretstream header (24) · BLAKE2b-256 of all before it
//   pieces  u32 size · one message of the secretstream, its additional data the size; inside: u8 kind · u64 plain size ·
//           a zstd frame
//   end     the last piece is the manifest, under TAG_FINAL; nothing follows it
//
// The key is Argon2id of a passphrase, or a kept key itself. The checksum of the head tells a damaged file from a wrong
// passphrase; every bit after it is authenticated. The secretstream (XChaCha20-Poly1305) is libsodium's.
#include <QtGlobal>

namespace backroom::backupformat {

inline constexpr char Magic[] = {'B', 'A', 'C', 'K', 'R', 'O', 'O', 'M'};
inline constexpr quint16 Version = 1;
inline constexpr int HeadSize = 8 + 2 + 1 + 1 + 8 + 8 + 16 + 8 + 24 + 48 + 24 + 32;
inline constexpr int FrameSize = 1 << 20; // of what goes into one frame, at most
inline constexpr int MostPiece = FrameSize + (1 << 16); // of what one piece takes in the file

enum class PieceKind : quint8 {
    Part = 1, // a part begins: its name
    Data = 2, // of the part begun last
    Change = 3, // in the time machine's segments only
    Mark = 4,
    Manifest = 5, // JSON; the end
};

}
