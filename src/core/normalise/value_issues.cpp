#include "core/base/text.hpp"
#include "core/normalise/values.hpp"
#include "core/normalise/words.hpp"

namespace firebreak {

namespace {

Issue defect(IssueKind kind, Severity severity, Action action, Origin origin, std::string detail,
             std::string effect) {
  Issue issue;
  issue.kind = kind;
  issue.severity = severity;
  issue.action = action;
  issue.origin = origin;
  issue.detail = std::move(detail);
  issue.effect = std::move(effect);
  return issue;
}

Issue unreadable(std::string_view field, std::string_view raw, Origin origin) {
  return defect(IssueKind::unreadable_value, Severity::info, Action::set_aside, origin,
                text("{0}: \"{1}\" cannot be read and is taken as unknown.", translate(field), raw),
                text("The value is missing where a rule needs it."));
}

Issue impossible(std::string_view field, std::string_view raw, Origin origin) {
  return defect(IssueKind::impossible_value, Severity::doubtful, Action::set_aside, origin,
                text("{0}: \"{1}\" cannot be true and is taken as unknown.", translate(field), raw),
                text("The value is missing where a rule needs it."));
}

Issue doubtful(std::string_view field, std::string_view raw, const std::string& meaning,
               Origin origin) {
  return defect(IssueKind::doubtful_value, Severity::info, Action::assumed, origin,
                text("{0}: \"{1}\" was read as {2}.", translate(field), raw, meaning),
                text("What depends on the value is as sure as this reading."));
}

std::string span_text(std::optional<int> from, std::optional<int> to) {
  if (from && to && *from != *to) return text("{0} to {1}", *from, *to);
  if (from && to) return std::to_string(*from);
  return from ? text("{} or later", *from) : text("{} or earlier", to.value_or(0));
}

std::string number_text(const Parsed& parsed) {
  const std::string low = fmt::format("{:.6g}", parsed.value.value_or(0));
  if (parsed.bound == Bound::at_least) return text("at least {}", low);
  if (parsed.bound == Bound::at_most) return text("at most {}", low);
  if (parsed.upto) return text("{0} (range up to {1})", low, fmt::format("{:.6g}", *parsed.upto));
  return low;
}

}  // namespace

std::optional<Issue> issue_of(const Parsed& parsed, std::string_view field, std::string_view raw,
                              Origin origin) {
  if (parsed.unreadable) return unreadable(field, raw, origin);
  if (parsed.impossible) return impossible(field, raw, origin);
  if (!parsed.assumed || !parsed.value) return std::nullopt;
  return doubtful(field, raw, number_text(parsed), origin);
}

std::optional<Issue> issue_of(const ParsedYear& parsed, std::string_view field,
                              std::string_view raw, Origin origin) {
  if (parsed.unreadable) return unreadable(field, raw, origin);
  if (parsed.impossible) return impossible(field, raw, origin);
  if (!parsed.assumed || parsed.missing()) return std::nullopt;
  return doubtful(field, raw, span_text(parsed.from, parsed.to), origin);
}

std::optional<Issue> issue_of_word(bool assumed, bool ambiguous, bool is_unreadable,
                                   std::string_view meaning, std::string_view field,
                                   std::string_view raw, Origin origin) {
  if (is_unreadable) return unreadable(field, raw, origin);
  if (ambiguous)
    return defect(
        IssueKind::doubtful_value, Severity::info, Action::set_aside, origin,
        text("{0}: \"{1}\" names several classes and is taken as unknown.", translate(field), raw),
        text("The value is missing where a rule needs it."));
  if (!assumed) return std::nullopt;
  return doubtful(field, raw, std::string(meaning), origin);
}

}  // namespace firebreak
