#include <array>

#include "core/analysis/compounds.hpp"

namespace firebreak {

namespace {

struct ReasonWords {
  std::string_view code;
  const char* reason;
  const char* measure;
};

/// In the order of `Compounds::Reason`.
constexpr std::array<ReasonWords, Compounds::reason_count> reasons{{
    {"no_way_in", tr_key("no entrance lets the engine through"),
     tr_key("widen, raise or unlock an entrance for engines")},
    {"buildings_cut_off", tr_key("buildings inside are out of the engine's reach"),
     tr_key("open a way to the buildings out of reach")},
    {"no_hydrant", tr_key("no usable hydrant inside or near"), tr_key("set up a hydrant")},
    {"entrance_fails", tr_key("an entrance falls short of the rule"),
     tr_key("bring the entrances that fall short up to the rule")},
    {"one_entrance", tr_key("a single entrance surely lets the engine through"),
     tr_key("make a second entrance fit for engines")},
    {"entrance_unsure", tr_key("an entrance is to be measured"),
     tr_key("measure the entrances on site")},
    {"no_entrance_known", tr_key("neither a gate nor a lane that leads in is drawn"),
     tr_key("record the entrances")},
    {"way_in_unknown", tr_key("the way in to some buildings is unknown"),
     tr_key("measure the lanes to the buildings")},
}};

/// The words of each code that is written, joined.
std::string joined(std::string_view codes, const char* ReasonWords::*words, Language in) {
  const std::string_view between = in == Language::zh ? "；" : "; ";
  std::string out;
  while (!codes.empty()) {
    const auto blank = codes.find(' ');
    const std::string_view code = codes.substr(0, blank);
    codes = blank == std::string_view::npos ? std::string_view() : codes.substr(blank + 1);
    for (const ReasonWords& reason : reasons)
      if (reason.code == code)
        out.append(out.empty() ? std::string_view() : between).append(translate(reason.*words, in));
  }
  return out;
}

}  // namespace

std::string_view entrance_reason_code(Compounds::EntranceReason reason) {
  constexpr std::array<std::string_view, 8> codes{
      "wide_enough", "to_be_measured", "too_narrow",     "too_low",
      "locked",      "width_unknown",  "height_unknown", "opening_unknown"};
  return codes[static_cast<std::size_t>(reason)];
}

std::string_view ring_name(Compounds::Ring ring) {
  constexpr std::array<std::string_view, 5> names{"yes", "one_connection", "no", "unknown",
                                                  "no_lanes"};
  return names[static_cast<std::size_t>(ring)];
}

std::string_view grade_name(Compounds::Grade grade) {
  constexpr std::array<std::string_view, 3> names{"green", "yellow", "red"};
  return names[static_cast<std::size_t>(grade)];
}

std::string_view compound_reason_code(Compounds::Reason reason) {
  return reasons[static_cast<std::size_t>(reason)].code;
}

std::string compound_reason_words(std::string_view codes, Language in) {
  return joined(codes, &ReasonWords::reason, in);
}

std::string compound_measure_words(std::string_view codes, Language in) {
  return joined(codes, &ReasonWords::measure, in);
}

}  // namespace firebreak
