#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text.hpp"
#include "core/model/city.hpp"
#include "core/model/feature_table.hpp"

/// Verdicts that persons set (`VerdictOverride`): whether each is in force, and how a run tells of
/// it.
namespace firebreak {

struct OverrideOutcome {
  enum class State : std::uint8_t {
    in_force,
    lapsed,     ///< what decided the computed verdict is no more what it was
    no_inputs,  ///< it does not say for which inputs it was set
    not_found,  ///< no building that is judged has this id
  };
  std::uint32_t number = 0;               ///< position in `City::overrides`
  std::optional<std::uint32_t> building;  ///< position in the city
  State state = State::not_found;
  std::string computed;    ///< word of the verdict that the run computed
  std::string inputs_now;  ///< fingerprint of what decided it
};
/// "in_force" …: the word in files.
std::string_view override_state_name(OverrideOutcome::State state);

/// How a verdict is overridden: all asked by position of the building.
struct OverrideHooks {
  std::function<std::string(std::uint32_t)> computed;  ///< its word; empty: it is not judged
  std::function<std::string(std::uint32_t)> inputs;
  std::function<void(std::uint32_t building, const VerdictOverride& forced)> set;
};
/// Sets every verdict of the subject whose override is in force, and says what became of each.
std::vector<OverrideOutcome> take_overrides(const City& city, OverrideSubject subject,
                                            const OverrideHooks& hooks);

/// The same of one building after what decides its verdict may have changed, and its verdict is
/// again the computed one. `outcomes`: what became of all overrides of the subject before.
void retake_overrides(const City& city, std::uint32_t building, const OverrideHooks& hooks,
                      std::span<OverrideOutcome> outcomes);

/// The number by which rows and people name an override: its place in the project file, from 1.
std::string override_number(std::uint32_t position);

/// Columns of `building_risk`: the number of the override that set a verdict, and the word computed
/// instead; one row per building of the city. None if the project overrides no verdict of that
/// kind.
std::vector<Column> override_columns(const City& city, OverrideSubject subject,
                                     std::span<const OverrideOutcome> outcomes);

/// Table `overrides`: all of the project that a run decided about. The public edition leaves out
/// who answers for them, and why.
FeatureTable override_table(const City& city, std::span<const OverrideOutcome> outcomes,
                            bool public_edition);

/// Why an override sets nothing, and the line that would put it in force again. The author is not
/// named: notices are public.
std::string idle_notice(const VerdictOverride& forced, const OverrideOutcome& outcome, Language in);
/// The run says how many are in force and names each that is not.
void tell_overrides(const City& city, std::span<const OverrideOutcome> outcomes, RunRecord& record);

/// What is told of a building whose verdict is set: empty parts are not.
struct OverrideTold {
  std::string_view date;
  std::string_view computed;  ///< the verdict instead, in words
  std::string_view by;
  std::string_view reason;
};
std::string override_sentence(const OverrideTold& told, Language in);

/// The word of a verdict of either subject, for people.
std::string_view override_verdict_words(std::string_view verdict, Language in);

}  // namespace firebreak
