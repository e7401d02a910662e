#include "src/placement/lanes.h"

#include <algorithm>
#include <bit>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#if defined(__GNUC__) && !defined(__clang__)
// gcc 12's own headers of AVX-512 start from a value that is deliberately left open.
#pragma GCC diagnostic ignored "-Wuninitialized"
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#endif

namespace fluid::placement {
namespace {

uint64_t AtLeastPlain(const int64_t* values, int64_t least) {
  uint64_t mask = 0;
  for (int i = 0; i < 64; ++i) mask |= static_cast<uint64_t>(values[i] >= least) << i;
  return mask;
}

CodeOrder CompareCodesPlain(const uint8_t* codes, uint8_t code) {
  CodeOrder order;
  for (int i = 0; i < 64; ++i) {
    order.above |= static_cast<uint64_t>(codes[i] > code) << i;
    order.same |= static_cast<uint64_t>(codes[i] == code) << i;
  }
  return order;
}

constexpr int kMostColumns = 16;

template <CodeOrder (*kCompare)(const uint8_t*, uint8_t)>
bool CountLackBy(const uint8_t* codes, const int* columns, const uint8_t* asked, int count, uint64_t mask,
                 int64_t* lack) {
  int short_of[kMostColumns];
  for (int k = 0; k < count; ++k) {
    const CodeOrder order = kCompare(codes + 64 * columns[k], asked[k]);
    if ((order.same & mask) != 0) return false;
    short_of[k] = std::popcount(mask & ~order.above);
    mask &= order.above;
  }
  for (int k = 0; k < count; ++k) lack[k] += short_of[k];
  return true;
}

// Halves what is asked while it is long; the rest is counted without a branch on any value.
constexpr int32_t kCounted = 8 * kLanes;

int32_t Skip(const int32_t* values, int32_t& count, int32_t limit) {
  int32_t at = 0;
  while (count > kCounted) {
    const int32_t half = count / 2 / kLanes * kLanes;
    const bool behind = values[at + half - 1] <= limit;
    at += behind ? half : 0;
    count = behind ? count - half : half;
  }
  return at;
}

int32_t CountUpToPlain(const int32_t* values, int32_t count, int32_t limit) {
  const int32_t at = Skip(values, count, limit);
  int32_t sum = 0;
  for (int32_t i = 0; i < count; ++i) sum += values[at + i] <= limit ? 1 : 0;
  return at + sum;
}

void CountPageSlotsPlain(const int64_t* const* columns, const int64_t* units, int count, int64_t cap,
                         uint64_t mask, int64_t* slots) {
  for (int i = 0; i < 64; ++i) {
    slots[i] = 0;
    if ((mask >> i & 1) == 0) continue;
    int64_t n = cap;
    for (int k = 0; k < count && n > 0; ++k)
      n = columns[k][i] < units[k] ? 0 : std::min(n, columns[k][i] / units[k]);
    slots[i] = n;
  }
}

#if defined(__x86_64__)

__attribute__((target("avx2"))) uint64_t AtLeastAvx2(const int64_t* values, int64_t least) {
  const __m256i below = _mm256_set1_epi64x(least);
  uint64_t mask = 0;
  for (int i = 0; i < 64; i += 4) {
    const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(values + i));
    const int out = _mm256_movemask_pd(_mm256_castsi256_pd(_mm256_cmpgt_epi64(below, v)));
    mask |= static_cast<uint64_t>(out ^ 15) << i;
  }
  return mask;
}

__attribute__((target("avx2"))) CodeOrder CompareCodesAvx2(const uint8_t* codes, uint8_t code) {
  const __m256i bound = _mm256_set1_epi8(static_cast<char>(code));
  CodeOrder order;
  for (int i = 0; i < 64; i += 32) {
    const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(codes + i));
    const uint32_t same = static_cast<uint32_t>(_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, bound)));
    const __m256i least = _mm256_cmpeq_epi8(_mm256_max_epu8(v, bound), v);
    order.same |= static_cast<uint64_t>(same) << i;
    order.above |= static_cast<uint64_t>(static_cast<uint32_t>(_mm256_movemask_epi8(least)) & ~same) << i;
  }
  return order;
}

__attribute__((target("avx512f,avx512bw"))) CodeOrder CompareCodesAvx512(const uint8_t* codes, uint8_t code) {
  const __m512i bound = _mm512_set1_epi8(static_cast<char>(code)), v = _mm512_loadu_si512(codes);
  return {_mm512_cmpgt_epu8_mask(v, bound), _mm512_cmpeq_epi8_mask(v, bound)};
}

__attribute__((target("avx512f,avx512bw,popcnt"))) bool CountLackAvx512(const uint8_t* codes,
                                                                        const int* columns,
                                                                        const uint8_t* asked, int count,
                                                                        uint64_t mask, int64_t* lack) {
  int64_t short_of[kMostColumns];
  for (int k = 0; k < count; ++k) {
    const __m512i bound = _mm512_set1_epi8(static_cast<char>(asked[k]));
    const __m512i v = _mm512_loadu_si512(codes + 64 * columns[k]);
    if ((_mm512_cmpeq_epi8_mask(v, bound) & mask) != 0) return false;
    const uint64_t less = _mm512_cmplt_epu8_mask(v, bound) & mask;
    short_of[k] = __builtin_popcountll(less);
    mask &= ~less;
  }
  for (int k = 0; k < count; ++k) lack[k] += short_of[k];
  return true;
}

__attribute__((target("avx2,popcnt"))) int32_t CountUpToAvx2(const int32_t* values, int32_t count,
                                                             int32_t limit) {
  const int32_t at = Skip(values, count, limit);
  const __m256i bound = _mm256_set1_epi32(limit);
  int sum = 0;
  for (int32_t i = 0; i < count; i += 8) {
    const __m256i v = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(values + at + i));
    sum += 8 - __builtin_popcount(static_cast<unsigned>(
                   _mm256_movemask_ps(_mm256_castsi256_ps(_mm256_cmpgt_epi32(v, bound)))));
  }
  return at + sum;
}

__attribute__((target("avx512f"))) uint64_t AtLeastAvx512(const int64_t* values, int64_t least) {
  const __m512i bound = _mm512_set1_epi64(least);
  uint64_t mask = 0;
  for (int i = 0; i < 64; i += 8) {
    const __m512i v = _mm512_loadu_si512(values + i);
    mask |= static_cast<uint64_t>(_mm512_cmpge_epi64_mask(v, bound)) << i;
  }
  return mask;
}

__attribute__((target("avx512f,popcnt"))) int32_t CountUpToAvx512(const int32_t* values, int32_t count,
                                                                  int32_t limit) {
  const int32_t at = Skip(values, count, limit);
  const __m512i bound = _mm512_set1_epi32(limit);
  int sum = 0;
  for (int32_t i = 0; i < count; i += 16) {
    const __mmask16 in = _mm512_cmple_epi32_mask(_mm512_loadu_si512(values + at + i), bound);
    sum += __builtin_popcount(in);
  }
  return at + sum;
}

// floor(x / u) by a multiplication: (x + 1/2) / u is at least 1/(2u) away from every whole number, and the
// rounded inverse and product are wrong by less than (x + 1/2) / u * 2^-52, which is smaller while x < 2^51
// - 1. The least of the quotients is rounded down once.
__attribute__((target("avx512f,avx512dq"))) void CountPageSlotsAvx512(const int64_t* const* columns,
                                                                      const int64_t* units, int count,
                                                                      int64_t cap, uint64_t mask,
                                                                      int64_t* slots) {
  const __m512i zero = _mm512_setzero_si512(), most = _mm512_set1_epi64(cap);
  __m512d least[8];
  for (__m512d& l : least) l = _mm512_set1_pd(static_cast<double>(cap));
  for (int k = 0; k < count; ++k) {
    const __m512d inverse = _mm512_set1_pd(1.0 / static_cast<double>(units[k]));
    const __m512d half = _mm512_set1_pd(0.5 / static_cast<double>(units[k]));
    const int64_t* column = columns[k];
    for (int i = 0; i < 8; ++i) {
      const __m512d x = _mm512_cvtepi64_pd(_mm512_loadu_si512(column + 8 * i));
      least[i] = _mm512_min_pd(least[i], _mm512_fmadd_pd(x, inverse, half));
    }
  }
  for (int i = 0; i < 8; ++i) {
    const __m512i whole = _mm512_min_epi64(_mm512_max_epi64(_mm512_cvttpd_epi64(least[i]), zero), most);
    _mm512_storeu_si512(slots + 8 * i, _mm512_maskz_mov_epi64(static_cast<__mmask8>(mask >> (8 * i)), whole));
  }
}

#endif

auto PickAtLeast() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f")) return AtLeastAvx512;
  if (__builtin_cpu_supports("avx2")) return AtLeastAvx2;
#endif
  return AtLeastPlain;
}

auto PickCompareCodes() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")) return CompareCodesAvx512;
  if (__builtin_cpu_supports("avx2")) return CompareCodesAvx2;
#endif
  return CompareCodesPlain;
}

auto PickCountLack() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
      __builtin_cpu_supports("popcnt"))
    return CountLackAvx512;
  if (__builtin_cpu_supports("avx2")) return CountLackBy<CompareCodesAvx2>;
#endif
  return CountLackBy<CompareCodesPlain>;
}

auto PickCountUpTo() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("popcnt")) return CountUpToAvx512;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("popcnt")) return CountUpToAvx2;
#endif
  return CountUpToPlain;
}

auto PickCountPageSlots() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) return CountPageSlotsAvx512;
#endif
  return CountPageSlotsPlain;
}

}  // namespace

uint64_t (*const AtLeast)(const int64_t*, int64_t) = PickAtLeast();
CodeOrder (*const CompareCodes)(const uint8_t*, uint8_t) = PickCompareCodes();
bool (*const CountLack)(const uint8_t*, const int*, const uint8_t*, int, uint64_t,
                        int64_t*) = PickCountLack();
int32_t (*const CountUpTo)(const int32_t*, int32_t, int32_t) = PickCountUpTo();
void (*const CountPageSlots)(const int64_t* const*, const int64_t*, int, int64_t, uint64_t,
                             int64_t*) = PickCountPageSlots();

}  // namespace fluid::placement
