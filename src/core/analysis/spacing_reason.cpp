#include "core/analysis/hydrant_spacing.hpp"
#include "core/analysis/limit_words.hpp"

namespace firebreak {

namespace {

std::string distance_sentence(const SpacingReason& gap, Language in) {
  if (!gap.length_m || (gap.from.empty() && gap.to.empty()))
    return text_in(in, "No hydrant can be reached along the streets from {:.0f} m of this street.",
                   gap.red_m);
  const std::string length = metres_against(*gap.length_m, gap.limit_m);
  if (!gap.from.empty() && gap.from == gap.to)
    return text_in(in,
                   "From hydrant {0} round the streets and back to it are {1} m; at most {2:g} m "
                   "is allowed.",
                   gap.from, length, gap.limit_m);
  if (!gap.from.empty() && !gap.to.empty())
    return text_in(in,
                   "Along the street the way from hydrant {0} through this stretch to hydrant {1} "
                   "is {2} m; at most {3:g} m is allowed.",
                   gap.from, gap.to, length, gap.limit_m);
  return text_in(
      in, "From hydrant {0} it is {1} m to the end of the street; at most {2:g} m is allowed.",
      gap.from.empty() ? gap.to : gap.from, length, gap.limit_m);
}

std::string_view doubt(Verdict verdict) {
  if (verdict == Verdict::marginal)
    return tr_key(
        "The accuracy of the positions leaves open whether it is too far: measure on site.");
  if (verdict == Verdict::unknown)
    return tr_key(
        "Hydrants whose state is not known stand nearer: check on site whether they work.");
  return {};
}

}  // namespace

std::string reason_sentence(const SpacingReason& gap, Language in) {
  std::string out = distance_sentence(gap, in);
  const auto add = [&](std::string_view sentence) {
    if (in == Language::en) out += ' ';
    out += translate(sentence, in);
  };
  if (gap.one_side) add(tr_key("It is one side of a wide street, judged by itself."));
  if (const auto more = doubt(gap.verdict); !more.empty()) add(more);
  return out;
}

}  // namespace firebreak
