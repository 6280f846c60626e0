/* Eight floats and what can be done with them, in plain C or in AVX2: the alphabet that kernel_steps.h is written in. Each
 * operation rounds as IEEE 754 says, so both give the same bits. max and min give their second operand where the first is no
 * number, as the instructions do. Included by a kernel's file behind KERNEL_FN and, for AVX2, LANES_AVX2. */
#include <float.h>
#include <stdint.h>
#include <string.h>

/* A float of up to 2^22 plus this is rounded to an integer, half to even, that stands in the lowest bits of the sum. */
#define ROUNDER      12582912.0f
#define ROUNDER_BITS 0x4B400000

#ifdef LANES_AVX2

typedef __m256 lanes;

KERNEL_FN lanes lanes_load(const float *p) {
    return _mm256_loadu_ps(p);
}
KERNEL_FN void lanes_store(float *p, lanes v) {
    _mm256_storeu_ps(p, v);
}
KERNEL_FN lanes lanes_set(float v) {
    return _mm256_set1_ps(v);
}
KERNEL_FN lanes lanes_add(lanes a, lanes b) {
    return _mm256_add_ps(a, b);
}
KERNEL_FN lanes lanes_sub(lanes a, lanes b) {
    return _mm256_sub_ps(a, b);
}
KERNEL_FN lanes lanes_mul(lanes a, lanes b) {
    return _mm256_mul_ps(a, b);
}
KERNEL_FN lanes lanes_div(lanes a, lanes b) {
    return _mm256_div_ps(a, b);
}
KERNEL_FN lanes lanes_max(lanes a, lanes b) {
    return _mm256_max_ps(a, b);
}
KERNEL_FN lanes lanes_min(lanes a, lanes b) {
    return _mm256_min_ps(a, b);
}

/* a − b, of integers, as floats. */
KERNEL_FN lanes lanes_difference(const int32_t *a, const int32_t *b) {
    return _mm256_cvtepi32_ps(_mm256_sub_epi32(_mm256_loadu_si256((const __m256i *)(const void *)a),
                                               _mm256_loadu_si256((const __m256i *)(const void *)b)));
}

/* ((l0+l4)+(l2+l6))+((l1+l5)+(l3+l7)) */
KERNEL_FN float lanes_sum(lanes v) {
    __m128 four = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    __m128 two = _mm_add_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_add_ss(two, _mm_movehdup_ps(two)));
}

/* Sixteen floats that were rounded by ROUNDER as bytes around 64. */
KERNEL_FN void lanes_bytes(uint8_t *q, lanes a, lanes b) {
    const __m256i base = _mm256_set1_epi32(ROUNDER_BITS - 64);
    __m256i x =
        _mm256_packs_epi32(_mm256_sub_epi32(_mm256_castps_si256(a), base), _mm256_sub_epi32(_mm256_castps_si256(b), base));
    x = _mm256_permute4x64_epi64(x, 0xD8);
    _mm_storeu_si128((__m128i *)(void *)q, _mm_packus_epi16(_mm256_castsi256_si128(x), _mm256_extracti128_si256(x, 1)));
}

/* The same as 16-bit integers around 0. */
KERNEL_FN void lanes_shorts(int16_t *s, lanes a, lanes b) {
    const __m256i base = _mm256_set1_epi32(ROUNDER_BITS);
    __m256i x =
        _mm256_packs_epi32(_mm256_sub_epi32(_mm256_castps_si256(a), base), _mm256_sub_epi32(_mm256_castps_si256(b), base));
    _mm256_storeu_si256((__m256i *)(void *)s, _mm256_permute4x64_epi64(x, 0xD8));
}

KERNEL_FN float lanes_greatest(lanes v) {
    __m128 four = _mm_max_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
    four = _mm_max_ps(four, _mm_movehl_ps(four, four));
    return _mm_cvtss_f32(_mm_max_ss(four, _mm_movehdup_ps(four)));
}
/* Bit i: lane i is v. */
KERNEL_FN uint32_t lanes_equal(lanes a, float v) {
    return (uint32_t)_mm256_movemask_ps(_mm256_cmp_ps(a, _mm256_set1_ps(v), _CMP_EQ_OQ));
}

/* The greatest of a[i] + b[i] over `steps` steps of eight. */
KERNEL_FN int32_t lanes_max_sum(const int32_t *a, const int32_t *b, uint32_t steps) {
    __m256i m = _mm256_set1_epi32(INT32_MIN);
    for (uint32_t i = 0; i < steps; i++)
        m = _mm256_max_epi32(m, _mm256_add_epi32(_mm256_loadu_si256((const __m256i *)(const void *)(a + 8 * i)),
                                                 _mm256_loadu_si256((const __m256i *)(const void *)(b + 8 * i))));
    __m128i four = _mm_max_epi32(_mm256_castsi256_si128(m), _mm256_extracti128_si256(m, 1));
    four = _mm_max_epi32(four, _mm_shuffle_epi32(four, 0x4E));
    return _mm_cvtsi128_si32(_mm_max_epi32(four, _mm_shuffle_epi32(four, 0xB1)));
}

KERNEL_FN int32_t lanes_dot(const int16_t *a, const int16_t *b, uint32_t n) {
    __m256i sum = _mm256_setzero_si256();
    for (uint32_t k = 0; k < n; k += 16)
        sum = _mm256_add_epi32(sum, _mm256_madd_epi16(_mm256_loadu_si256((const __m256i *)(const void *)(a + k)),
                                                      _mm256_loadu_si256((const __m256i *)(const void *)(b + k))));
    __m128i four = _mm_add_epi32(_mm256_castsi256_si128(sum), _mm256_extracti128_si256(sum, 1));
    four = _mm_add_epi32(four, _mm_shuffle_epi32(four, 0x4E));
    return _mm_cvtsi128_si32(_mm_add_epi32(four, _mm_shuffle_epi32(four, 0xB1)));
}

/* Four dot products with rows that lie one behind the other. */
KERNEL_FN void lanes_four_dots(const int16_t *a, const int16_t *rows, uint32_t n, int32_t *out) {
    __m256i sum[4];
    for (uint32_t i = 0; i < 4; i++) sum[i] = _mm256_setzero_si256();
    for (uint32_t k = 0; k < n; k += 16) {
        const __m256i x = _mm256_loadu_si256((const __m256i *)(const void *)(a + k));
        for (uint32_t i = 0; i < 4; i++) {
            const __m256i y = _mm256_loadu_si256((const __m256i *)(const void *)(rows + (size_t)i * n + k));
            sum[i] = _mm256_add_epi32(sum[i], _mm256_madd_epi16(x, y));
        }
    }
    const __m256i all = _mm256_hadd_epi32(_mm256_hadd_epi32(sum[0], sum[1]), _mm256_hadd_epi32(sum[2], sum[3]));
    _mm_storeu_si128((__m128i *)(void *)out, _mm_add_epi32(_mm256_castsi256_si128(all), _mm256_extracti128_si256(all, 1)));
}

#else

typedef struct lanes {
    float v[8];
} lanes;

#define EACH_LANE for (int i = 0; i < 8; i++)
#define LANES_OP(value)                                                                                                          \
    lanes r;                                                                                                                     \
    EACH_LANE r.v[i] = (value);                                                                                                  \
    return r

KERNEL_FN lanes lanes_load(const float *p) {
    LANES_OP(p[i]);
}
KERNEL_FN void lanes_store(float *p, lanes v) {
    memcpy(p, v.v, sizeof v.v);
}
KERNEL_FN lanes lanes_set(float v) {
    LANES_OP(v);
}
KERNEL_FN lanes lanes_add(lanes a, lanes b) {
    LANES_OP(a.v[i] + b.v[i]);
}
KERNEL_FN lanes lanes_sub(lanes a, lanes b) {
    LANES_OP(a.v[i] - b.v[i]);
}
KERNEL_FN lanes lanes_mul(lanes a, lanes b) {
    LANES_OP(a.v[i] * b.v[i]);
}
KERNEL_FN lanes lanes_div(lanes a, lanes b) {
    LANES_OP(a.v[i] / b.v[i]);
}
KERNEL_FN lanes lanes_max(lanes a, lanes b) {
    LANES_OP(a.v[i] > b.v[i] ? a.v[i] : b.v[i]);
}
KERNEL_FN lanes lanes_min(lanes a, lanes b) {
    LANES_OP(a.v[i] < b.v[i] ? a.v[i] : b.v[i]);
}
KERNEL_FN lanes lanes_difference(const int32_t *a, const int32_t *b) {
    LANES_OP((float)(a[i] - b[i]));
}

KERNEL_FN float lanes_sum(lanes a) {
    const float *l = a.v;
    return ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]));
}

KERNEL_FN int32_t rounded(float v) {
    int32_t bits;
    memcpy(&bits, &v, sizeof bits);
    return bits - ROUNDER_BITS;
}
KERNEL_FN void lanes_bytes(uint8_t *q, lanes a, lanes b) {
    EACH_LANE q[i] = (uint8_t)(rounded(a.v[i]) + 64);
    EACH_LANE q[8 + i] = (uint8_t)(rounded(b.v[i]) + 64);
}
KERNEL_FN void lanes_shorts(int16_t *s, lanes a, lanes b) {
    EACH_LANE s[i] = (int16_t)rounded(a.v[i]);
    EACH_LANE s[8 + i] = (int16_t)rounded(b.v[i]);
}

KERNEL_FN float lanes_greatest(lanes a) {
    float m = a.v[0];
    EACH_LANE m = a.v[i] > m ? a.v[i] : m;
    return m;
}
KERNEL_FN uint32_t lanes_equal(lanes a, float v) {
    uint32_t bits = 0;
    EACH_LANE bits |= (uint32_t)(a.v[i] == v) << i;
    return bits;
}

KERNEL_FN int32_t lanes_max_sum(const int32_t *a, const int32_t *b, uint32_t steps) {
    int32_t m = INT32_MIN;
    for (uint32_t i = 0; i < 8 * steps; i++) m = a[i] + b[i] > m ? a[i] + b[i] : m;
    return m;
}
KERNEL_FN int32_t lanes_dot(const int16_t *a, const int16_t *b, uint32_t n) {
    int32_t sum = 0;
    for (uint32_t k = 0; k < n; k++) sum += a[k] * b[k];
    return sum;
}
KERNEL_FN void lanes_four_dots(const int16_t *a, const int16_t *rows, uint32_t n, int32_t *out) {
    for (uint32_t i = 0; i < 4; i++) out[i] = lanes_dot(a, rows + (size_t)i * n, n);
}

#endif
