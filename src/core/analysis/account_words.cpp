#include "core/analysis/account_words.hpp"

#include <array>
#include <utility>

#include "core/analysis/source_rule.hpp"
#include "core/analysis/water_ledger.hpp"
#include "core/base/plural.hpp"

namespace firebreak {

namespace {

using Supply = WaterAccount::Source;
using LeftOut = WaterAccount::LeftOut;
using Doubt = WaterAccount::Doubt;

constexpr double rounding_lps = 1e-6;

/// How its main is laid.
std::string layout_words(const Supply& source, Language in) {
  if (source.kind == "tank" || source.kind == "suction")
    return std::string(translate("on no main", in));
  if (source.told_layout == "ring") return std::string(translate("on a ring main", in));
  if (!source.branch.empty()) return text_in(in, "on branch main {}", source.branch);
  if (source.told_layout == "branch") return std::string(translate("on a branch main", in));
  if (source.gives.layout == MainLayout::ring)
    return std::string(translate("main of unknown layout, taken as a ring", in));
  return std::string(translate("main of unknown layout, at worst a branch", in));
}

/// What a source hangs on: how it is laid and how wide it is, as far as that is known.
std::string main_words(const Supply& source, Language in) {
  const std::string layout = layout_words(source, in);
  return source.main_mm ? text_in(in, "{0}, DN {1:g}", layout, *source.main_mm) : layout;
}

std::string doubt_words(const Supply& source, const RunRecord& record, Language in) {
  switch (source.doubt) {
    case Doubt::none:
      return {};
    case Doubt::state:
      return std::string(translate("at worst it does not work: its state is not known", in));
    case Doubt::too_far: {
      const bool on_no_main = source.kind == "tank" || source.kind == "suction";
      return text_in(
          in, "at worst it lies beyond the {:g} m",
          record.value_used<double>(on_no_main ? "water.suction_radius_m" : "water.credit_max_m")
              .value_or(0));
    }
    case Doubt::too_near:
      return text_in(in, "at worst it stands nearer than {:g} m",
                     record.value_used<double>("water.credit_min_m").value_or(0));
  }
  return {};
}

/// "Hydrant h1", "Tank t2": the things that water is drawn from, by their kind.
std::string source_name(std::string_view kind, std::string_view id, Language in) {
  if (kind == "tank") return text_in(in, "Tank {}", id);
  if (kind == "suction") return text_in(in, "Suction point {}", id);
  if (kind == "crane") return text_in(in, "Water crane {}", id);
  return text_in(in, "Hydrant {}", id);
}

/// What has to be known to understand what the source adds; empty if it adds what it gives.
std::string note_words(const WaterAccount& account, std::size_t s, const RunRecord& record,
                       Language in) {
  const Supply& source = account.sources[s];
  if (source.doubt != Doubt::none) return doubt_words(source, record, in);
  if (source.gives.layout != MainLayout::branch || s == 0) return {};
  const Supply& nearer = account.sources[s - 1];
  const double least_lps = source.sum_lps - nearer.sum_lps;
  const double most_lps = source.sum_most_lps - nearer.sum_most_lps;
  if (least_lps >= source.gives.least_lps - rounding_lps &&
      most_lps >= source.gives.most_lps - rounding_lps)
    return {};
  const bool nothing = least_lps <= rounding_lps && most_lps <= rounding_lps;
  const double counted = record.value_used<double>("water.branch_credit_hydrants").value_or(1);
  return text_in(
      in,
      nothing
          ? for_count(counted, tr_key("it adds nothing: {:g} hydrant of a branch main counts"),
                      tr_key("it adds nothing: {:g} hydrants of a branch main count"))
          : for_count(counted,
                      tr_key("it adds less than it gives: {:g} hydrant of a branch main counts, "
                             "that which gives most"),
                      tr_key("it adds less than it gives: {:g} hydrants of a branch main count, "
                             "those which give most")),
      counted);
}

AccountLine source_line(const WaterAccount& account, std::size_t s, const RunRecord& record,
                        Language in) {
  const Supply& source = account.sources[s];
  AccountLine line;
  line.hydrant = source.row;
  line.hydrant_words = source_name(source.kind, source.id, in);
  line.words = text_in(in, "{0}: {1:.0f} m, {2}; gives {3} L/s, with the nearer ones {4} L/s.",
                       line.hydrant_words, source.distance_m, main_words(source, in),
                       least_to_most(source.gives.least_lps, source.gives.most_lps, in),
                       least_to_most(source.sum_lps, source.sum_most_lps, in));
  if (const std::string note = note_words(account, s, record, in); !note.empty()) {
    line.words.resize(line.words.size() - std::string_view(in == Language::zh ? "。" : ".").size());
    line.words += text_in(in, " ({}).", note);
  }
  return line;
}

/// Why a hydrant is no source, from the code of the table `hydrant_reach`.
std::string_view state_words(std::string_view code, Language in) {
  constexpr std::array<std::pair<std::string_view, const char*>, 10> states{{
      {"defective", tr_key("it is defective")},
      {"no_water", tr_key("it is without water")},
      {"blocked", tr_key("it is blocked")},
      {"missing", tr_key("it is missing")},
      {"disused", tr_key("it is disused")},
      {"switched_off", tr_key("the plan takes it out")},
      {"building", tr_key("it is being built")},
      {"planned", tr_key("it is only planned")},
      {"doubtful_position", tr_key("its position is doubtful")},
      {pressure_too_low_code, tr_key("its pressure is known to be too low")},
  }};
  for (const auto& [state, words] : states)
    if (state == code) return translate(words, in);
  return translate(code, in);
}

AccountLine left_out_line(const LeftOut& out, const RunRecord& record, Language in) {
  AccountLine line;
  line.hydrant = out.row;
  line.hydrant_words = text_in(in, "Hydrant {}", out.id);
  const auto because = [&](const std::string& why) {
    line.words = text_in(in, "{0}: {1:.0f} m, does not count: {2}.", line.hydrant_words,
                         out.distance_m, why);
  };
  switch (out.why) {
    case LeftOut::Why::state:
      because(std::string(state_words(out.state, in)));
      break;
    case LeftOut::Why::pressure:
      because(text_in(in, "its pressure of {0:g} MPa is below {1:g} MPa", out.pressure_mpa,
                      record.value_used<double>("water.least_pressure_mpa").value_or(0)));
      break;
    case LeftOut::Why::flow:
      because(std::string(translate("it gives no water", in)));
      break;
    case LeftOut::Why::too_near:
      because(text_in(in, "it stands nearer than {:g} m",
                      record.value_used<double>("water.credit_min_m").value_or(0)));
      break;
  }
  return line;
}

/// What makes the class what it is, with the source whose loss costs most.
std::string deciding_words(const WaterAccount& account, Language in) {
  const std::string wanted = least_to_most(account.required_least_lps, account.required_lps, in);
  const std::string sum = least_to_most(account.worst.all_lps, account.best.all_lps, in);
  if (account.water_class == "G0") return text_in(in, "So it is G0: nothing gives it water.");
  if (account.water_class == "G1")
    return text_in(in, "So it is G1: {0} L/s are less than the {1} L/s wanted.", sum, wanted);
  if (account.water_class == "unknown")
    return text_in(in, "So it cannot be told: at worst it is {0}, at best {1}.",
                   water_class_name(account.at_worst), water_class_name(account.at_best));
  const double left = account.worst.without_largest_lps;
  if (!account.most_missed)
    return account.water_class == "G3"
               ? text_in(in,
                         "So it is G3: whichever fails, {0:g} L/s remain of the {1} L/s wanted.",
                         left, wanted)
               : text_in(in, "So it is G2: if one fails, {0:g} L/s remain of the {1} L/s wanted.",
                         left, wanted);
  const std::string& id = account.sources[*account.most_missed].id;
  return account.water_class == "G3"
             ? text_in(in,
                       "So it is G3: even without {0}, which is missed most, {1:g} L/s remain of "
                       "the {2} L/s wanted.",
                       id, left, wanted)
             : text_in(in,
                       "So it is G2: without {0}, which is missed most, only {1:g} L/s remain of "
                       "the {2} L/s wanted.",
                       id, left, wanted);
}

/// Where the flow takes more sources than the code accepts of weak ones; else empty.
std::string points_words(const WaterAccount& account, const RunRecord& record, Language in) {
  const double most = record.value_used<double>("water.most_points").value_or(0);
  std::vector<WaterSource> given;
  for (const Supply& source : account.sources) given.push_back(source.gives);
  const auto needed = sources_needed(given, account.required_lps);
  if (most <= 0 || !needed || static_cast<double>(*needed) <= most) return {};
  return text_in(in,
                 for_count(most,
                           tr_key("It takes {0} sources to give it; where they are weak {1:g} at "
                                  "most is accepted."),
                           tr_key("It takes {0} sources to give it; where they are weak {1:g} at "
                                  "most are accepted.")),
                 *needed, most);
}

}  // namespace

std::vector<AccountLine> account_lines(const WaterAccount& account, const RunRecord& record,
                                       Language in) {
  std::vector<AccountLine> lines;
  const auto say = [&](std::string words) { lines.push_back({std::move(words), {}, {}}); };
  say(text_in(in, "Wanted: {} L/s.",
              least_to_most(account.required_least_lps, account.required_lps, in)));
  for (std::size_t s = 0; s < account.sources.size(); ++s)
    lines.push_back(source_line(account, s, record, in));
  say(deciding_words(account, in));
  if (std::string points = points_words(account, record, in); !points.empty())
    say(std::move(points));
  if (!account.set_class.empty())
    say(text_in(in, "A person set it to {} (override): that counts.", account.set_class));
  for (const LeftOut& out : account.left_out) lines.push_back(left_out_line(out, record, in));
  if (!account.adds_up)
    say(
        std::string(translate("These sources do not add up to what the run has on record for the "
                              "building: the file was changed since, or misses something.",
                              in)));
  return lines;
}

}  // namespace firebreak
