#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/params.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/profile.hpp"

namespace firebreak {

/// Puts the profile's values into the members of `params` that `<analysis>.<key>` names, and lists
/// every parameter of the analysis as it is then used, those the profile does not name with the
/// program's default. Throws `Error` (usage) for a value that does not fit.
template <class P>
void apply_profile(P& params, std::string_view analysis, const Profile& profile,
                   std::vector<UsedParameter>& used) {
  for (const auto& param : P::schema()) {
    const std::string key = std::string(analysis) + "." + std::string(param.key);
    UsedParameter entry{key, std::string(param.help), {}};
    if (const auto found = profile.values.find(key); found != profile.values.end()) {
      assign(params, param, key, found->second.value);
      entry.value = found->second;
    } else {
      entry.value.given_by = "default";
      entry.value.value_mark = "D";
      entry.value.clause_mark = "D";
    }
    entry.value.value = value_of(params, param);
    used.push_back(std::move(entry));
  }
}

/// The profile with one value replaced; clause and mark stay with the key, so that the report can
/// say which clause the user departs from. A key that the profile does not have is added.
void override_value(Profile& profile, const std::string& key, const ParamValue& value,
                    std::string_view given_by);

/// The key among `known` that is most like `key` (edit distance), for "did you mean".
std::string nearest_key(std::string_view key, const std::vector<std::string>& known);

/// The value as people read it: 150, all, true.
std::string param_text(const ParamValue& value);

}  // namespace firebreak
