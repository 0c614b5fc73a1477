#include <hs/hs.h>
#include <stdlib.h>

// The fewest and the most bytes that an expression matches; UINT_MAX for no bound.
static inline hs_error_t phigate_hs_width(
    const char *expression, unsigned flags, unsigned *shortest, unsigned *longest,
    hs_compile_error_t **error) {
  hs_expr_info_t *info = NULL;
  hs_error_t code = hs_expression_info(expression, flags, &info, error);
  if (code != HS_SUCCESS) return code;
  *shortest = info->min_width;
  *longest = info->max_width;
  free(info);
  return HS_SUCCESS;
}
