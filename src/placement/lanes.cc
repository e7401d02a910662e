#include "src/placement/lanes.h"

#include <algorithm>

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

void TakeSlotsPlain(const int64_t* values, int64_t unit, int64_t* slots) {
  for (int i = 0; i < 64; ++i) {
    slots[i] = values[i] < unit ? 0 : std::min(slots[i], values[i] / unit);
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

__attribute__((target("avx512f"))) uint64_t AtLeastAvx512(const int64_t* values, int64_t least) {
  const __m512i bound = _mm512_set1_epi64(least);
  uint64_t mask = 0;
  for (int i = 0; i < 64; i += 8) {
    const __m512i v = _mm512_loadu_si512(values + i);
    mask |= static_cast<uint64_t>(_mm512_cmpge_epi64_mask(v, bound)) << i;
  }
  return mask;
}

// Whole quotients by a multiplication: all is below 2^51, so doubles hold it exactly, the product is wrong by
// at most one, and the remainder, exact in a fused multiply-add, says which way.
__attribute__((target("avx512f,avx512dq"))) void TakeSlotsAvx512(const int64_t* values, int64_t unit,
                                                                 int64_t* slots) {
  const __m512d divisor = _mm512_set1_pd(static_cast<double>(unit));
  const __m512d inverse = _mm512_set1_pd(1.0 / static_cast<double>(unit));
  const __m512i zero = _mm512_setzero_si512();
  const __m512i one = _mm512_set1_epi64(1);
  for (int i = 0; i < 64; i += 8) {
    const __m512i value = _mm512_max_epi64(_mm512_loadu_si512(values + i), zero);
    const __m512d x = _mm512_cvtepi64_pd(value);
    const __m512d q =
        _mm512_roundscale_pd(_mm512_mul_pd(x, inverse), _MM_FROUND_TO_NEG_INF | _MM_FROUND_NO_EXC);
    const __m512d rest = _mm512_fnmadd_pd(q, divisor, x);
    __m512i whole = _mm512_cvtpd_epi64(q);
    whole =
        _mm512_mask_sub_epi64(whole, _mm512_cmp_pd_mask(rest, _mm512_setzero_pd(), _CMP_LT_OQ), whole, one);
    whole = _mm512_mask_add_epi64(whole, _mm512_cmp_pd_mask(rest, divisor, _CMP_GE_OQ), whole, one);
    _mm512_storeu_si512(slots + i, _mm512_min_epi64(whole, _mm512_loadu_si512(slots + i)));
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

auto PickTakeSlots() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq")) return TakeSlotsAvx512;
#endif
  return TakeSlotsPlain;
}

}  // namespace

uint64_t (*const AtLeast)(const int64_t*, int64_t) = PickAtLeast();
void (*const TakeSlots)(const int64_t*, int64_t, int64_t*) = PickTakeSlots();

}  // namespace fluid::placement
