#include "core/analysis/settings.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace firebreak {

void override_value(Profile& profile, const std::string& key, const ParamValue& value,
                    std::string_view given_by) {
  ProfileValue& entry = profile.values[key];
  entry.value = value;
  entry.given_by = given_by;
  entry.confirmed_by.clear();
  // The user's own number is theirs: no clause can vouch for it any more.
  entry.value_mark = "D";
  if (entry.clause_mark.empty()) entry.clause_mark = "D";
}

std::string nearest_key(std::string_view key, const std::vector<std::string>& known) {
  std::string best;
  std::size_t best_cost = SIZE_MAX;
  for (const std::string& candidate : known) {
    std::vector<std::size_t> row(candidate.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= key.size(); ++i) {
      std::size_t diagonal = row[0];
      row[0] = i;
      for (std::size_t j = 1; j <= candidate.size(); ++j) {
        const std::size_t substitute = diagonal + (key[i - 1] == candidate[j - 1] ? 0U : 1U);
        diagonal = row[j];
        row[j] = std::min({row[j] + 1, row[j - 1] + 1, substitute});
      }
    }
    if (row.back() < best_cost) {
      best_cost = row.back();
      best = candidate;
    }
  }
  return best;
}

std::string param_text(const ParamValue& value) {
  return std::visit([](const auto& v) { return fmt::format("{}", v); }, value);
}

}  // namespace firebreak
