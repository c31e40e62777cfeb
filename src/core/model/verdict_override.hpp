#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace firebreak {

/// Verdict on one building that a person sets in place of the computed one, and answers for. It
/// holds as long as what decided the computed verdict stays the same (`inputs`).
struct VerdictOverride {
  std::string building;  ///< stable id
  std::string verdict;   ///< of the hydrant radius: "pass", "fail"; of the water: "G0" … "G3"
  std::string by;
  std::string date;
  std::string reason;
  std::string
      inputs;  ///< fingerprint of what decided (verdict_inputs.hpp); empty: in force nowhere
  friend bool operator==(const VerdictOverride&, const VerdictOverride&) = default;
};

/// What an override is about.
enum class OverrideSubject : std::uint8_t { hydrant_radius, water };
/// Empty for a word that is no verdict.
inline std::optional<OverrideSubject> override_subject(std::string_view verdict) {
  if (verdict == "pass" || verdict == "fail") return OverrideSubject::hydrant_radius;
  if (verdict.size() == 2 && verdict[0] == 'G' && verdict[1] >= '0' && verdict[1] <= '3')
    return OverrideSubject::water;
  return std::nullopt;
}

}  // namespace firebreak
