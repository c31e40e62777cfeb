#include "core/model/field_check.hpp"

#include <algorithm>
#include <array>

namespace firebreak {

namespace {
constexpr std::array<std::string_view, 4> subjects{"lane", "building", "hydrant", "data"};
}

std::string_view check_subject_name(CheckSubject subject) {
  return subjects[static_cast<std::size_t>(subject)];
}

std::optional<CheckSubject> check_subject_from(std::string_view name) {
  for (std::size_t i = 0; i < subjects.size(); ++i)
    if (subjects[i] == name) return static_cast<CheckSubject>(i);
  return std::nullopt;
}

std::string check_key_text(const CheckKey& key) {
  return std::string(check_subject_name(key.subject)) + "|" + key.id + "|" + key.field;
}

std::optional<CheckKey> check_key_from(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  const auto first = text.find('|');
  const auto last = text.rfind('|');
  if (first == std::string_view::npos || last == first) return std::nullopt;
  const auto subject = check_subject_from(text.substr(0, first));
  CheckKey key;
  key.id = text.substr(first + 1, last - first - 1);
  key.field = text.substr(last + 1);
  if (!subject || key.id.empty() || key.field.empty()) return std::nullopt;
  key.subject = *subject;
  return key;
}

const LaneCheck* FieldChecks::lane(std::uint32_t segment) const {
  const auto at = std::lower_bound(lanes.begin(), lanes.end(), segment,
                                   [](const LaneCheck& c, auto s) { return c.segment < s; });
  return at != lanes.end() && at->segment == segment ? &*at : nullptr;
}

std::string_view check_state_name(FieldChecks::State state) {
  static constexpr std::array<std::string_view, 3> names{"counted", "noted", "not_found"};
  return names[static_cast<std::size_t>(state)];
}

}  // namespace firebreak
