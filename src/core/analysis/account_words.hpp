#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/analysis/water_account.hpp"
#include "core/base/text.hpp"

namespace firebreak {

/// One line of an account as people read it.
struct AccountLine {
  std::string words;
  std::optional<std::uint32_t> hydrant;  ///< the row of `hydrant_reach` that it is about
  std::string hydrant_words;             ///< the beginning of `words` that names that hydrant
};

/// The account line by line: what is wanted, each source with the running sum, what decides the
/// class, and what stands near and does not count.
std::vector<AccountLine> account_lines(const WaterAccount& account, const RunRecord& record,
                                       Language in);

}  // namespace firebreak
