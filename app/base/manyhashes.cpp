#include "app/base/manyhashes.h"

#include "app/base/crypto.h"

#include <QtEndian>
#include <algorithm>
#include <sodium.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace backroom {

namespace {
constexpr size_t HashBytes = 32;

ManyHashes::Hash alone(const char *bytes, size_t size)
{
    std::array<uchar, HashBytes> hash = {};
    crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const uchar *>(bytes), size, nullptr, 0);
    ManyHashes::Hash words = {};
    for (size_t i = 0; i < words.size(); ++i)
        words[i] = qFromLittleEndian<quint64>(hash.data() + 8 * i);
    return words;
}

#if defined(__x86_64__)
// RFC 7693, with a message in each of the four lanes.
#define LANES __attribute__((target("avx2"), always_inline)) inline

constexpr quint64 Start[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
                              0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
constexpr uchar Order[12][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3}};

LANES __m256i turned32(__m256i value) { return _mm256_shuffle_epi32(value, _MM_SHUFFLE(2, 3, 0, 1)); }
LANES __m256i turned24(__m256i value)
{
    return _mm256_shuffle_epi8(value,
                               _mm256_setr_epi8(3, 4, 5, 6, 7, 0, 1, 2, 11, 12, 13, 14, 15, 8, 9, 10, 3, 4, 5, 6, 7, 0,
                                                1, 2, 11, 12, 13, 14, 15, 8, 9, 10));
}
LANES __m256i turned16(__m256i value)
{
    return _mm256_shuffle_epi8(value,
                               _mm256_setr_epi8(2, 3, 4, 5, 6, 7, 0, 1, 10, 11, 12, 13, 14, 15, 8, 9, 2, 3, 4, 5, 6, 7,
                                                0, 1, 10, 11, 12, 13, 14, 15, 8, 9));
}
LANES __m256i turned63(__m256i value)
{
    return _mm256_or_si256(_mm256_srli_epi64(value, 63), _mm256_add_epi64(value, value));
}

LANES void mix(__m256i &a, __m256i &b, __m256i &c, __m256i &d, __m256i x, __m256i y)
{
    a = _mm256_add_epi64(_mm256_add_epi64(a, b), x);
    d = turned32(_mm256_xor_si256(d, a));
    c = _mm256_add_epi64(c, d);
    b = turned24(_mm256_xor_si256(b, c));
    a = _mm256_add_epi64(_mm256_add_epi64(a, b), y);
    d = turned16(_mm256_xor_si256(d, a));
    c = _mm256_add_epi64(c, d);
    b = turned63(_mm256_xor_si256(b, c));
}

LANES __m256i loaded(const char *at) { return _mm256_loadu_si256(reinterpret_cast<const __m256i *>(at)); }

// Four words of each of four messages become four vectors of one word of each.
LANES void turnRound(const std::array<const char *, 4> &at, size_t offset, __m256i *words)
{
    const __m256i a = loaded(at[0] + offset), b = loaded(at[1] + offset), c = loaded(at[2] + offset),
                  d = loaded(at[3] + offset);
    const __m256i lowAb = _mm256_unpacklo_epi64(a, b), highAb = _mm256_unpackhi_epi64(a, b);
    const __m256i lowCd = _mm256_unpacklo_epi64(c, d), highCd = _mm256_unpackhi_epi64(c, d);
    words[0] = _mm256_permute2x128_si256(lowAb, lowCd, 0x20);
    words[1] = _mm256_permute2x128_si256(highAb, highCd, 0x20);
    words[2] = _mm256_permute2x128_si256(lowAb, lowCd, 0x31);
    words[3] = _mm256_permute2x128_si256(highAb, highCd, 0x31);
}

struct Lane
{
    const char *bytes = nullptr; // zeros follow up to a whole block
    size_t size = 0;
    size_t blocks() const { return std::max<size_t>(1, (size + 127) / 128); }
};

__attribute__((target("avx2"))) void together(const std::array<Lane, 4> &lanes, std::array<ManyHashes::Hash, 4> &hashes)
{
    constexpr size_t Block = 128;
    constexpr quint64 Parameters = 0x01010000 ^ HashBytes; // no key, one leaf
    __m256i state[8];
    for (int i = 0; i < 8; ++i)
        state[i] = _mm256_set1_epi64x(qint64(i == 0 ? Start[i] ^ Parameters : Start[i]));
    size_t blocks = 0;
    for (const Lane &lane : lanes)
        blocks = std::max(blocks, lane.blocks());
    for (size_t block = 0; block < blocks; ++block) {
        alignas(32) qint64 counted[4], last[4], going[4];
        std::array<const char *, 4> at = {};
        for (size_t i = 0; i < 4; ++i) {
            const size_t all = lanes[i].blocks();
            going[i] = block < all ? -1 : 0; // one that is over keeps its state
            last[i] = block + 1 == all ? -1 : 0;
            counted[i] = qint64(std::min(lanes[i].size, (block + 1) * Block));
            at[i] = lanes[i].bytes + std::min(block, all - 1) * Block;
        }
        __m256i m[16];
        for (size_t i = 0; i < 4; ++i)
            turnRound(at, 32 * i, m + 4 * i);
        __m256i v[16];
        for (int i = 0; i < 8; ++i) {
            v[i] = state[i];
            v[i + 8] = _mm256_set1_epi64x(qint64(Start[i]));
        }
        v[12] = _mm256_xor_si256(v[12], _mm256_load_si256(reinterpret_cast<const __m256i *>(counted)));
        v[14] = _mm256_xor_si256(v[14], _mm256_load_si256(reinterpret_cast<const __m256i *>(last)));
#pragma GCC unroll 12
        for (const auto &order : Order) {
            mix(v[0], v[4], v[8], v[12], m[order[0]], m[order[1]]);
            mix(v[1], v[5], v[9], v[13], m[order[2]], m[order[3]]);
            mix(v[2], v[6], v[10], v[14], m[order[4]], m[order[5]]);
            mix(v[3], v[7], v[11], v[15], m[order[6]], m[order[7]]);
            mix(v[0], v[5], v[10], v[15], m[order[8]], m[order[9]]);
            mix(v[1], v[6], v[11], v[12], m[order[10]], m[order[11]]);
            mix(v[2], v[7], v[8], v[13], m[order[12]], m[order[13]]);
            mix(v[3], v[4], v[9], v[14], m[order[14]], m[order[15]]);
        }
        const __m256i goes = _mm256_load_si256(reinterpret_cast<const __m256i *>(going));
        for (int i = 0; i < 8; ++i)
            state[i] = _mm256_xor_si256(state[i], _mm256_and_si256(goes, _mm256_xor_si256(v[i], v[i + 8])));
    }
    alignas(32) quint64 words[4];
    for (size_t i = 0; i < 4; ++i) {
        _mm256_store_si256(reinterpret_cast<__m256i *>(words), state[i]);
        for (size_t lane = 0; lane < 4; ++lane)
            hashes[lane][i] = words[lane];
    }
}
#undef LANES
#endif

bool canTogether()
{
#if defined(__x86_64__)
    return __builtin_cpu_supports("avx2") != 0;
#else
    return false;
#endif
}
}

ManyHashes::ManyHashes(bool careful) : m_together(!careful && canTogether()) { ensureCrypto(); }

void ManyHashes::grow(Message &message, size_t size)
{
    message.bytes.resize(std::max(message.bytes.size() * 2, message.size + size + Block));
}

void ManyHashes::hash()
{
#if defined(__x86_64__)
    if (m_together && m_count > 1) {
        std::array<Lane, Lanes> lanes;
        for (size_t i = 0; i < Lanes; ++i) {
            Message &message = m_messages[i < m_count ? i : 0]; // an empty lane does another's work once more
            if (message.bytes.empty())
                grow(message, 0);
            std::fill_n(message.bytes.begin() + qptrdiff(message.size), Block, 0);
            lanes[i] = {message.bytes.data(), message.size};
        }
        together(lanes, m_hashes);
    } else
#endif
        for (size_t i = 0; i < m_count; ++i)
            m_hashes[i] = alone(m_messages[i].bytes.data(), m_messages[i].size);
    for (Message &message : m_messages)
        message.size = 0;
}

}
