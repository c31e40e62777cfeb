#pragma once

namespace firebreak {

/// What accuracy leaves open on either side of a limit, in sigmas of the figure: nearer to the
/// limit than this a verdict is `marginal` (product.md 7.7).
inline constexpr double marginal_sigmas = 1.5;

}  // namespace firebreak
