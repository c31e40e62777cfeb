#include <algorithm>
#include <array>

#include "core/analysis/near_main.hpp"
#include "core/analysis/rule_value.hpp"
#include "core/analysis/water_ledger.hpp"
#include "core/base/plural.hpp"
#include "core/model/column_push.hpp"

namespace firebreak {

namespace {

using Account = WaterLedger::Account;
using Result = WaterLedger::Result;

bool judged(const Account& account) {
  return account.verdict != Verdict::not_applicable;
}

/// Whether the clause of the flow wanted is confirmed: of the row that the most comes from.
bool confirmed(const Profile& profile, const Account& account) {
  const ProfileValue* row = rule_value(profile, account.required_key);
  return row == nullptr || row->confirmed();
}

/// None where the building has no account or its sources do not surely give the flow.
std::optional<std::size_t> points_needed(const Result& result, std::size_t b) {
  const Account& account = result.buildings[b];
  if (!judged(account)) return std::nullopt;
  std::vector<WaterSource> sources;
  for (const WaterLedger::Entry& entry : result.of(b)) sources.push_back(entry.source);
  return sources_needed(sources, account.required.most_lps);
}

WaterReason reason_of(const City& city, std::size_t b, const Account& account,
                      const WaterLedger::Params& params, const Profile& profile) {
  WaterReason reason;
  reason.water_class = class_word(computed_class(account));
  reason.confirmed = confirmed(profile, account);
  reason.use_known =
      (*city.buildings)[b].use != Use::unknown || params.rules.method == FlowMethod::one_source;
  reason.required_least_lps = account.required.least_lps;
  reason.required_lps = account.required.most_lps;
  reason.available_lps = account.worst.all_lps;
  reason.available_most_lps = account.best.all_lps;
  reason.remaining_lps = account.worst.without_largest_lps;
  reason.sources = account.sources;
  reason.on_branch = account.on_branch;
  reason.simplified = account.simplified;
  reason.branch_hydrants = params.branch_credit_hydrants;
  return reason;
}

std::vector<Column> building_columns(const City& city, const WaterLedger::Params& params,
                                     const Result& result, const Profile& profile) {
  Column water("water_verdict", ColumnType::text, "Class of water supply");
  Column required("required_lps", ColumnType::real, "Flow wanted", "L/s");
  Column required_least("required_least_lps", ColumnType::real, "Flow wanted, at least", "L/s");
  Column available("available_lps", ColumnType::real, "Flow of the sources, at worst", "L/s");
  Column available_most("available_most_lps", ColumnType::real, "Flow of the sources, at best",
                        "L/s");
  Column remaining("remaining_lps", ColumnType::real, "Flow without the largest source", "L/s");
  Column sources("water_sources", ColumnType::integer, "Sources counted");
  Column private_sources("water_sources_private", ColumnType::integer, "Private sources of them");
  Column on_branch("water_sources_branch", ColumnType::integer,
                   "Sources that may hang on one branch main");
  Column simplified("water_sources_simplified", ColumnType::integer,
                    "Sources counted in the simplified way");
  Column rule("required_rule", ColumnType::text, "Parameter of the flow wanted");
  Column is_confirmed("water_confirmed", ColumnType::integer, "Value of the flow wanted confirmed");
  Column reason("water_reason", ColumnType::text, "Reason of the class of water supply");
  const std::array columns{&water,     &required,     &required_least,  &available, &available_most,
                           &remaining, &sources,      &private_sources, &on_branch, &simplified,
                           &rule,      &is_confirmed, &reason};
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    const Account& account = result.buildings[b];
    if (!judged(account)) {
      for (Column* column : columns) column->push_missing();
      continue;
    }
    water.push(class_word(told_class(account)));
    required.push(account.required.most_lps);
    required_least.push(account.required.least_lps);
    available.push(account.worst.all_lps);
    available_most.push(account.best.all_lps);
    remaining.push(account.worst.without_largest_lps);
    push_count(sources, account.sources);
    push_count(private_sources, account.private_sources);
    push_count(on_branch, account.on_branch);
    push_count(simplified, account.simplified);
    rule.push(account.required_key);
    push_flag(is_confirmed, confirmed(profile, account));
    WaterReason why = reason_of(city, b, account, params, profile);
    if (account.set)
      for (const OverrideOutcome& outcome : result.overrides)
        if (outcome.building == b)
          why.override_ = {(*city.overrides)[outcome.number].date, why.water_class, {}, {}};
    reason.push(std::string_view(reason_sentence(why, language())));
  }
  std::vector<Column> out;
  for (Column* column : columns) out.push_back(std::move(*column));
  for (Column& column : override_columns(city, OverrideSubject::water, result.overrides))
    out.push_back(std::move(column));
  return out;
}

/// Where the code says from how many points the flow may be drawn.
Column points_column(const Result& result) {
  Column points("water_points", ColumnType::integer,
                "Sources that give the flow wanted together, at least");
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    const auto needed = points_needed(result, b);
    needed ? push_count(points, *needed) : points.push_missing();
  }
  return points;
}

/// Says of how many buildings the flow takes more points than the code accepts of weak ones.
void say_many_points(const WaterLedger::Params& params, const Result& result,
                     const Profile& profile, std::span<const std::uint8_t> in_area,
                     AnalysisOutput& out) {
  std::size_t many = 0;
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    if (!in_area.empty() && in_area[b] == 0) continue;
    const auto needed = points_needed(result, b);
    many += needed && static_cast<double>(*needed) > params.rules.most_points;
  }
  if (many == 0) return;
  const ProfileValue* rule = rule_value(profile, "water.most_points");
  out.figures.push_back({"water_many_points",
                         tr_key("Buildings whose flow takes more sources than are accepted where "
                                "they are weak"),
                         static_cast<double>(many),
                         {},
                         rule != nullptr ? rule->clause : std::string{},
                         rule != nullptr ? rule->value_mark : std::string{}});
  out.notices.emplace_back(
      tr_key("Some buildings get the flow wanted only from more sources together than this code "
             "accepts where they are weak. Their class of water supply is not lowered for it: "
             "check what their sources give."));
}

/// The accounts of the buildings that do not pass, source by source (product.md 7.3).
FeatureTable ledger_table(const City& city, const Result& result) {
  FeatureTable table;
  table.name = "water_ledger";
  table.title = "Water ledger";
  table.description =
      "Each source that counts for a building whose water supply does not pass, or was set by a "
      "person, nearest first";
  table.geometry = TableGeometry::none;
  Column building("building_id", ColumnType::text, "Building");
  Column hydrant("hydrant_id", ColumnType::text, "Hydrant");
  Column distance("distance_m", ColumnType::real, "Distance to the building", "m");
  Column least("credit_lps", ColumnType::real, "Flow counted, at worst", "L/s");
  Column most("credit_most_lps", ColumnType::real, "Flow counted, at best", "L/s");
  Column layout("main_layout", ColumnType::text, "Layout of the main, as counted");
  Column branch("branch_main", ColumnType::text, tr_key("Branch main it hangs on"));
  Column owner("owner", ColumnType::text, "Owner");
  BranchNames names(city);
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    const Account& account = result.buildings[b];
    if (!judged(account) || (account.verdict == Verdict::pass && !account.set)) continue;
    for (const WaterLedger::Entry& entry : result.of(b)) {
      const Hydrant& h = (*city.hydrants)[entry.hydrant.value];
      building.push(city.buildings->ids[b]);
      hydrant.push(city.hydrants->ids[entry.hydrant.value]);
      distance.push(entry.distance_m);
      least.push(entry.source.least_lps);
      most.push(entry.source.most_lps);
      layout.push(main_layout_name(entry.source.layout));
      push_word(branch, entry.source.branch == UINT32_MAX
                            ? std::string_view()
                            : std::string_view(names.of(entry.source.branch)));
      push_known(owner, owner_name(h.owner));
    }
  }
  for (Column* column : {&building, &hydrant, &distance, &least, &most, &layout, &branch, &owner})
    table.columns.push_back(std::move(*column));
  return table;
}

/// Hydrants that would count but for their pressure.
void add_low_pressure(const City& city, const WaterLedger::Params& params, const Profile& profile,
                      std::vector<KeyFigure>& figures) {
  const auto low = std::ranges::count_if(city.hydrants->rows, [&](const Hydrant& hydrant) {
    return hydrant.usable() && WaterLedger::lacks_pressure(hydrant, params);
  });
  if (low == 0) return;
  const ProfileValue* rule = rule_value(profile, "water.least_pressure_mpa");
  figures.push_back({"hydrants_low_pressure",
                     "Hydrants that count for no building's water: their pressure is too low",
                     static_cast<double>(low),
                     {},
                     rule != nullptr ? rule->clause : std::string{},
                     rule != nullptr ? rule->value_mark : std::string{}});
}

std::vector<KeyFigure> figures_of(const WaterLedger::Params& params, const Result& result,
                                  const Profile& profile, std::span<const std::uint8_t> in_area) {
  std::array<std::size_t, 4> classes{};
  std::size_t unknown = 0;
  std::size_t overridden = 0;
  for (std::size_t b = 0; b < result.buildings.size(); ++b) {
    const Account& account = result.buildings[b];
    if (!judged(account) || (!in_area.empty() && in_area[b] == 0)) continue;
    overridden += account.set.has_value();
    if (const auto told = told_class(account))
      ++classes[static_cast<std::size_t>(*told)];
    else
      ++unknown;
  }
  std::vector<KeyFigure> figures;
  const ProfileValue* table = rule_value(profile, flow_method_key(params.rules.method));
  const auto add = [&](const char* name, const char* title, std::size_t count) {
    figures.push_back({name,
                       title,
                       static_cast<double>(count),
                       {},
                       table != nullptr ? table->clause : std::string{},
                       table != nullptr ? table->value_mark : std::string{}});
  };
  add("water_g0", "Buildings without any source of water (G0)", classes[0]);
  add("water_g1", "Buildings with too little water (G1)", classes[1]);
  add("water_g2", "Buildings short of water if one source fails (G2)", classes[2]);
  add("water_g3", "Buildings with water enough if one source fails (G3)", classes[3]);
  add("water_unknown", "Buildings whose water cannot be told from the data", unknown);
  if (overridden > 0)
    add("water_overridden", "Buildings whose class of water supply a person set", overridden);
  return figures;
}

}  // namespace

std::string least_to_most(double least, double most, Language in) {
  const std::string low = fmt::format("{:g}", least), high = fmt::format("{:g}", most);
  return low == high ? high : text_in(in, "{} to {}", low, high);
}

namespace {

std::string supply_sentence(const WaterReason& figures, Language in) {
  const std::string wanted = least_to_most(figures.required_least_lps, figures.required_lps, in);
  const std::string given = least_to_most(figures.available_lps, figures.available_most_lps, in);
  if (figures.water_class == "G0")
    return text_in(in, "No source of water counts for it; {} L/s are wanted.", wanted);
  if (figures.water_class == "unknown")
    return text_in(
        in,
        for_count(figures.sources,
                  tr_key("{0} source gives {1} L/s, none if it fails; {3} L/s are wanted: flow, "
                         "main, state and distance of the source or use, height and grade of the "
                         "building have to be known better to tell."),
                  tr_key("{} sources give {} L/s, at worst {:g} without the largest; {} L/s are "
                         "wanted: flow, main, state and distance of the sources or use, height and "
                         "grade of the building have to be known better to tell.")),
        figures.sources, given, figures.remaining_lps, wanted);
  if (figures.water_class == "G1")
    return text_in(
        in,
        for_count(figures.sources, tr_key("{} source gives {} L/s, less than the {} L/s wanted."),
                  tr_key("{} sources give {} L/s, less than the {} L/s wanted.")),
        figures.sources, given, wanted);
  return text_in(
      in,
      for_count(
          figures.sources,
          tr_key("{0} source gives at least {1:g} L/s, none if it fails; {3} L/s are wanted."),
          tr_key(
              "{} sources give at least {:g} L/s, {:g} without the largest; {} L/s are wanted.")),
      figures.sources, figures.available_lps, figures.remaining_lps, wanted);
}

}  // namespace

std::string reason_sentence(const WaterReason& figures, Language in) {
  std::string out;
  if (!figures.override_.date.empty())
    out = override_sentence(figures.override_, in) + (in == Language::en ? " " : "");
  out += supply_sentence(figures, in);
  const auto add = [&](const std::string& sentence) {
    if (in == Language::en) out += ' ';
    out += sentence;
  };
  if (figures.water_class == "G0") return out;
  if (figures.on_branch > static_cast<std::uint32_t>(figures.branch_hydrants))
    add(text_in(
        in,
        for_count(figures.branch_hydrants,
                  tr_key("{} of them may hang on one branch main; of those {} counts at worst."),
                  tr_key("{} of them may hang on one branch main; of those {} count at worst.")),
        figures.on_branch, figures.branch_hydrants));
  if (figures.simplified > 0 && figures.sources == 1)
    add(
        std::string(translate("It stands where no hydrant has a flow: it counts in the simplified "
                              "way, by its state and its main alone.",
                              in)));
  else if (figures.simplified > 0)
    add(text_in(in,
                for_count(figures.simplified,
                          tr_key("{} of them stands where no hydrant has a flow: it counts in the "
                                 "simplified way, by its state and its main alone."),
                          tr_key("{} of them stand where no hydrant has a flow: they count in the "
                                 "simplified way, by their state and their main alone.")),
                figures.simplified));
  if (!figures.use_known)
    add(std::string(
        translate("Its use is not known: it is taken for a dwelling or a public building.", in)));
  if (!figures.confirmed)
    add(std::string(translate("The clause of the flow wanted is to be confirmed.", in)));
  return out;
}

namespace {

/// What a reader has to know of a code's flow before the figures.
const char* method_notice(FlowMethod method) {
  switch (method) {
    case FlowMethod::gb_table:
      return "";
    case FlowMethod::ifc_b105:
      return tr_key(
          "The flow wanted is that of IFC appendix B, which holds only where it was adopted. No "
          "data tell the type of construction: each building is taken for those its material "
          "allows. Flows between two rows of the table on record lie between theirs, and "
          "sprinklers "
          "lessen a flow only where the data say that there are some, not by which standard.");
    case FlowMethod::iso_residential:
      return tr_key(
          "The flow wanted is that of ISO for dwellings by the distance to the next building, for "
          "others that of IFC appendix B: each is taken for the types of construction that its "
          "material allows.");
    case FlowMethod::basic_flow:
      return tr_key(
          "The flow wanted is the basic one of DVGW W 405 by the kind of building; plot ratio and "
          "spread risk, which the rule asks for as well, are in no data, and how long a source "
          "lasts is not judged.");
    case FlowMethod::one_source:
      return tr_key(
          "Each building wants one source that gives the flow of the Water Source Standard. "
          "Whether "
          "a source lasts as long or holds as much as it asks and the mix of kinds of source are "
          "not judged: no data tell them. Sources count as far as the limit of zones other than "
          "those of trade and industry.");
  }
  return "";
}

}  // namespace

void add_credits(std::vector<FeatureTable>& tables, const City& city,
                 const WaterLedger::Result& result) {
  BranchNames names(city);
  for (FeatureTable& table : tables) {
    if (table.name != "hydrant_reach") continue;
    Column least("credit_lps", ColumnType::real, "Flow counted, at worst", "L/s");
    Column most("credit_most_lps", ColumnType::real, "Flow counted, at best", "L/s");
    Column layout("credit_layout", ColumnType::text, "Layout of the main, as counted");
    Column branch("branch_main", ColumnType::text, tr_key("Branch main it hangs on"));
    for (const auto& source : result.hydrants) {
      if (!source) {
        for (Column* column : {&least, &most, &layout, &branch}) column->push_missing();
        continue;
      }
      least.push(source->least_lps);
      most.push(source->most_lps);
      layout.push(main_layout_name(source->layout));
      push_word(branch, source->branch == UINT32_MAX ? std::string_view()
                                                     : std::string_view(names.of(source->branch)));
    }
    for (Column* column : {&least, &most, &layout, &branch})
      table.columns.push_back(std::move(*column));
  }
}

AnalysisOutput WaterLedger::output(const City& city, const Params& params, const Result& result,
                                   const Profile& profile, std::span<const std::uint8_t> in_area) {
  AnalysisOutput out;
  out.building_columns = building_columns(city, params, result, profile);
  out.tables.push_back(ledger_table(city, result));
  out.figures = figures_of(params, result, profile, in_area);
  add_low_pressure(city, params, profile, out.figures);
  if (params.rules.most_points > 0) {
    out.building_columns.push_back(points_column(result));
    say_many_points(params, result, profile, in_area, out);
  }
  if (const char* const notice = method_notice(params.rules.method); *notice != '\0')
    out.notices.emplace_back(notice);
  if (!params.rules.credits.empty())
    out.notices.emplace_back(
        tr_key("A source counts for less the longer its hose is. Here the straight line to the "
               "building is the shortest that it can be, and that times the detour of the profile "
               "the longest that is reckoned with."));
  if (result.simplified)
    out.notices.emplace_back(
        tr_key("No hydrant in the data has a flow: water is reckoned in the simplified way, by the "
               "number of hydrants, their state and the diameter of their mains alone; mains of "
               "unknown layout are taken as rings."));
  if (result.simplified_towns)
    out.notices.emplace_back(tr_key(
        "In some towns no hydrant has a flow: there water is reckoned in the simplified way, "
        "by the number of hydrants, their state and the diameter of their mains alone; mains "
        "of unknown layout are taken as rings. The sentence of each building says so."));
  return out;
}

}  // namespace firebreak
