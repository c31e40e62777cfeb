#include "core/normalise/units.hpp"

#include <algorithm>
#include <array>
#include <iterator>

#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

struct UnitRow {
  Unit unit;
  Dimension dimension;
  double base_units;
  std::string_view name;
};

constexpr double foot_m = 0.3048;
constexpr double inch_m = 0.0254;
constexpr double pound_t = 0.00045359237;
constexpr double kgf_cm2_mpa = 0.0980665;

constexpr UnitRow units[] = {
    {Unit::m, Dimension::length, 1, "m"},
    {Unit::cm, Dimension::length, 0.01, "cm"},
    {Unit::mm, Dimension::length, 0.001, "mm"},
    {Unit::km, Dimension::length, 1000, "km"},
    {Unit::inch, Dimension::length, inch_m, "in"},
    {Unit::cun, Dimension::length, 1.0 / 30, "寸"},
    {Unit::foot, Dimension::length, foot_m, "ft"},
    {Unit::mm, Dimension::diameter, 1, "mm"},
    {Unit::cm, Dimension::diameter, 10, "cm"},
    {Unit::m, Dimension::diameter, 1000, "m"},
    {Unit::inch, Dimension::diameter, 25.4, "in"},
    {Unit::cun, Dimension::diameter, 25, "寸"},
    {Unit::lps, Dimension::flow, 1, "L/s"},
    {Unit::lpm, Dimension::flow, 1.0 / 60, "L/min"},
    {Unit::m3h, Dimension::flow, 1 / 3.6, "m³/h"},
    {Unit::us_gpm, Dimension::flow, 3.785411784 / 60, "US gpm"},
    {Unit::uk_gpm, Dimension::flow, 4.54609 / 60, "imp gpm"},
    {Unit::mpa, Dimension::pressure, 1, "MPa"},
    {Unit::kpa, Dimension::pressure, 0.001, "kPa"},
    {Unit::bar, Dimension::pressure, 0.1, "bar"},
    {Unit::kgf_cm2, Dimension::pressure, kgf_cm2_mpa, "kgf/cm²"},
    {Unit::psi, Dimension::pressure, 0.006894757293168, "psi"},
    {Unit::mh2o, Dimension::pressure, 0.00980665, "mH₂O"},
    {Unit::kmh, Dimension::speed, 1, "km/h"},
    {Unit::mph, Dimension::speed, 1.609344, "mph"},
    {Unit::mps, Dimension::speed, 3.6, "m/s"},
    {Unit::t, Dimension::mass, 1, "t"},
    {Unit::kg, Dimension::mass, 0.001, "kg"},
    {Unit::lb, Dimension::mass, pound_t, "lb"},
    {Unit::short_ton, Dimension::mass, 2000 * pound_t, "short ton"},
    {Unit::m2, Dimension::area, 1, "m²"},
    {Unit::ha, Dimension::area, 10000, "ha"},
    {Unit::mu, Dimension::area, 10000.0 / 15, "亩"},
    {Unit::ft2, Dimension::area, foot_m* foot_m, "ft²"},
    {Unit::km2, Dimension::area, 1e6, "km²"},
    {Unit::wan_yuan, Dimension::money, 1, "万元"},
    {Unit::yuan, Dimension::money, 0.0001, "元"},
    {Unit::epoch_ms, Dimension::date, 1, "ms since 1970"},
    {Unit::epoch_s, Dimension::date, 1, "s since 1970"},
    {Unit::excel_day, Dimension::date, 1, "spreadsheet day"},
};

struct Spelling {
  std::string_view text;
  Unit unit;
  Dimension dimension;
};

/// How files write units, tidied and without blanks.
constexpr Spelling spellings[] = {
    {"m", Unit::m, Dimension::length},
    {"m.", Unit::m, Dimension::length},
    {"meter", Unit::m, Dimension::length},
    {"meters", Unit::m, Dimension::length},
    {"metre", Unit::m, Dimension::length},
    {"metres", Unit::m, Dimension::length},
    {"mtr", Unit::m, Dimension::length},
    {"mtrs", Unit::m, Dimension::length},
    {"米", Unit::m, Dimension::length},
    {"公尺", Unit::m, Dimension::length},
    {"cm", Unit::cm, Dimension::length},
    {"厘米", Unit::cm, Dimension::length},
    {"公分", Unit::cm, Dimension::length},
    {"centimeters", Unit::cm, Dimension::length},
    {"mm", Unit::mm, Dimension::length},
    {"毫米", Unit::mm, Dimension::length},
    {"millimeters", Unit::mm, Dimension::length},
    {"km", Unit::km, Dimension::length},
    {"公里", Unit::km, Dimension::length},
    {"千米", Unit::km, Dimension::length},
    {"in", Unit::inch, Dimension::length},
    {"inch", Unit::inch, Dimension::length},
    {"inches", Unit::inch, Dimension::length},
    {"\"", Unit::inch, Dimension::length},
    {"''", Unit::inch, Dimension::length},
    {"英寸", Unit::inch, Dimension::length},
    {"寸", Unit::cun, Dimension::length},
    {"ft", Unit::foot, Dimension::length},
    {"ft.", Unit::foot, Dimension::length},
    {"foot", Unit::foot, Dimension::length},
    {"feet", Unit::foot, Dimension::length},
    {"'", Unit::foot, Dimension::length},
    {"英尺", Unit::foot, Dimension::length},
    {"mm", Unit::mm, Dimension::diameter},
    {"毫米", Unit::mm, Dimension::diameter},
    {"cm", Unit::cm, Dimension::diameter},
    {"厘米", Unit::cm, Dimension::diameter},
    {"公分", Unit::cm, Dimension::diameter},
    {"m", Unit::m, Dimension::diameter},
    {"米", Unit::m, Dimension::diameter},
    {"in", Unit::inch, Dimension::diameter},
    {"inch", Unit::inch, Dimension::diameter},
    {"inches", Unit::inch, Dimension::diameter},
    {"\"", Unit::inch, Dimension::diameter},
    {"''", Unit::inch, Dimension::diameter},
    {"英寸", Unit::inch, Dimension::diameter},
    {"吋", Unit::inch, Dimension::diameter},
    {"寸", Unit::cun, Dimension::diameter},
    {"l/s", Unit::lps, Dimension::flow},
    {"lps", Unit::lps, Dimension::flow},
    {"l/sec", Unit::lps, Dimension::flow},
    {"l/秒", Unit::lps, Dimension::flow},
    {"升/秒", Unit::lps, Dimension::flow},
    {"升每秒", Unit::lps, Dimension::flow},
    {"l/min", Unit::lpm, Dimension::flow},
    {"lpm", Unit::lpm, Dimension::flow},
    {"l/mn", Unit::lpm, Dimension::flow},
    {"升/分", Unit::lpm, Dimension::flow},
    {"升/分钟", Unit::lpm, Dimension::flow},
    {"m3/h", Unit::m3h, Dimension::flow},
    {"m^3/h", Unit::m3h, Dimension::flow},
    {"cbm/h", Unit::m3h, Dimension::flow},
    {"m3h", Unit::m3h, Dimension::flow},
    {"立方米/小时", Unit::m3h, Dimension::flow},
    {"立方米/时", Unit::m3h, Dimension::flow},
    {"方/时", Unit::m3h, Dimension::flow},
    {"方/小时", Unit::m3h, Dimension::flow},
    {"吨/时", Unit::m3h, Dimension::flow},
    {"吨/小时", Unit::m3h, Dimension::flow},
    {"t/h", Unit::m3h, Dimension::flow},
    {"gpm", Unit::us_gpm, Dimension::flow},
    {"usgpm", Unit::us_gpm, Dimension::flow},
    {"gal/min", Unit::us_gpm, Dimension::flow},
    {"gallons/min", Unit::us_gpm, Dimension::flow},
    {"gallonsperminute", Unit::us_gpm, Dimension::flow},
    {"impgpm", Unit::uk_gpm, Dimension::flow},
    {"igpm", Unit::uk_gpm, Dimension::flow},
    {"ukgpm", Unit::uk_gpm, Dimension::flow},
    {"mpa", Unit::mpa, Dimension::pressure},
    {"兆帕", Unit::mpa, Dimension::pressure},
    {"kpa", Unit::kpa, Dimension::pressure},
    {"千帕", Unit::kpa, Dimension::pressure},
    {"bar", Unit::bar, Dimension::pressure},
    {"bars", Unit::bar, Dimension::pressure},
    {"巴", Unit::bar, Dimension::pressure},
    {"kgf/cm2", Unit::kgf_cm2, Dimension::pressure},
    {"kg/cm2", Unit::kgf_cm2, Dimension::pressure},
    {"kgf", Unit::kgf_cm2, Dimension::pressure},
    {"kg", Unit::kgf_cm2, Dimension::pressure},
    {"公斤", Unit::kgf_cm2, Dimension::pressure},
    {"公斤力", Unit::kgf_cm2, Dimension::pressure},
    {"公斤/cm2", Unit::kgf_cm2, Dimension::pressure},
    {"公斤/平方厘米", Unit::kgf_cm2, Dimension::pressure},
    {"psi", Unit::psi, Dimension::pressure},
    {"lb/in2", Unit::psi, Dimension::pressure},
    {"mh2o", Unit::mh2o, Dimension::pressure},
    {"m水柱", Unit::mh2o, Dimension::pressure},
    {"米水柱", Unit::mh2o, Dimension::pressure},
    {"mws", Unit::mh2o, Dimension::pressure},
    {"km/h", Unit::kmh, Dimension::speed},
    {"kmh", Unit::kmh, Dimension::speed},
    {"kph", Unit::kmh, Dimension::speed},
    {"kmph", Unit::kmh, Dimension::speed},
    {"公里/小时", Unit::kmh, Dimension::speed},
    {"公里/时", Unit::kmh, Dimension::speed},
    {"千米/小时", Unit::kmh, Dimension::speed},
    {"千米/时", Unit::kmh, Dimension::speed},
    {"迈", Unit::kmh, Dimension::speed},
    {"mph", Unit::mph, Dimension::speed},
    {"mi/h", Unit::mph, Dimension::speed},
    {"m/s", Unit::mps, Dimension::speed},
    {"米/秒", Unit::mps, Dimension::speed},
    {"t", Unit::t, Dimension::mass},
    {"to", Unit::t, Dimension::mass},
    {"ton", Unit::t, Dimension::mass},
    {"tons", Unit::t, Dimension::mass},
    {"tonne", Unit::t, Dimension::mass},
    {"tonnes", Unit::t, Dimension::mass},
    {"吨", Unit::t, Dimension::mass},
    {"kg", Unit::kg, Dimension::mass},
    {"公斤", Unit::kg, Dimension::mass},
    {"千克", Unit::kg, Dimension::mass},
    {"lb", Unit::lb, Dimension::mass},
    {"lbs", Unit::lb, Dimension::mass},
    {"pounds", Unit::lb, Dimension::mass},
    {"st", Unit::short_ton, Dimension::mass},
    {"shorttons", Unit::short_ton, Dimension::mass},
    {"m2", Unit::m2, Dimension::area},
    {"m^2", Unit::m2, Dimension::area},
    {"sqm", Unit::m2, Dimension::area},
    {"qm", Unit::m2, Dimension::area},
    {"平方米", Unit::m2, Dimension::area},
    {"平米", Unit::m2, Dimension::area},
    {"平方", Unit::m2, Dimension::area},
    {"㎡", Unit::m2, Dimension::area},
    {"ha", Unit::ha, Dimension::area},
    {"公顷", Unit::ha, Dimension::area},
    {"亩", Unit::mu, Dimension::area},
    {"sqft", Unit::ft2, Dimension::area},
    {"ft2", Unit::ft2, Dimension::area},
    {"sf", Unit::ft2, Dimension::area},
    {"squarefeet", Unit::ft2, Dimension::area},
    {"平方英尺", Unit::ft2, Dimension::area},
    {"km2", Unit::km2, Dimension::area},
    {"平方公里", Unit::km2, Dimension::area},
    {"万元", Unit::wan_yuan, Dimension::money},
    {"万", Unit::wan_yuan, Dimension::money},
    {"元", Unit::yuan, Dimension::money},
    {"yuan", Unit::yuan, Dimension::money},
    {"rmb", Unit::yuan, Dimension::money},
    {"cny", Unit::yuan, Dimension::money},
    {"ms", Unit::epoch_ms, Dimension::date},
    {"epochms", Unit::epoch_ms, Dimension::date},
    {"s", Unit::epoch_s, Dimension::date},
    {"epochs", Unit::epoch_s, Dimension::date},
    {"excel", Unit::excel_day, Dimension::date},
};

constexpr std::array<QuantityInfo, quantity_count> quantities{{
    {"height", Dimension::length, Unit::m, 0.3, 850, true},
    {"storeys", Dimension::count, Unit::none, 0.25, 170, true},
    {"basement", Dimension::count, Unit::none, 0, 15, false},
    {"people", Dimension::count, Unit::none, 0, 200000, false},
    {"households", Dimension::count, Unit::none, 0, 20000, false},
    {"parking", Dimension::count, Unit::none, 0, 20000, false},
    {"floor_area", Dimension::area, Unit::m2, 1, 3e6, true},
    {"footprint_area", Dimension::area, Unit::m2, 1, 1e6, true},
    {"road_width", Dimension::length, Unit::m, 0.3, 120, true},
    {"width_limit", Dimension::length, Unit::m, 0.5, 30, true},
    {"clear_height", Dimension::length, Unit::m, 0.5, 30, true},
    {"weight_limit", Dimension::mass, Unit::t, 0.3, 250, true},
    {"speed", Dimension::speed, Unit::kmh, 3, 150, true},
    {"lanes", Dimension::count, Unit::none, 1, 20, true},
    {"level", Dimension::count, Unit::none, -10, 20, false},
    {"flow", Dimension::flow, Unit::lps, 0.1, 500, true},
    {"pressure", Dimension::pressure, Unit::none, 0.005, 2.5, true},
    {"main_diameter", Dimension::diameter, Unit::mm, 15, 3000, true},
    {"size", Dimension::length, Unit::m, 0.02, 100, true},
    {"length", Dimension::length, Unit::m, 0, 1e6, false},
    {"engines", Dimension::count, Unit::none, 0, 200, false},
    {"staff", Dimension::count, Unit::none, 0, 5000, false},
    {"money", Dimension::money, Unit::wan_yuan, 0, 1e7, false},
    {"probability", Dimension::count, Unit::none, 0, 1, false},
}};

}  // namespace

std::string_view unit_name(Unit unit) {
  const auto* row = std::find_if(std::begin(units), std::end(units),
                                 [&](const UnitRow& r) { return r.unit == unit; });
  return row == std::end(units) ? std::string_view() : row->name;
}

std::optional<Unit> unit_from_text(std::string_view text, Dimension dimension) {
  // A lone apostrophe is feet, not the mark that `tidy` takes off.
  std::string plain = text.starts_with('\'') ? std::string(text) : tidy(text);
  std::erase(plain, ' ');
  for (const std::string_view prefix : {"unit:", "单位:", "单位"})
    if (plain.starts_with(prefix)) plain.erase(0, prefix.size());
  for (const Spelling& s : spellings)
    if (s.dimension == dimension && s.text == plain) return s.unit;
  return std::nullopt;
}

double base_units_in(Unit unit, Dimension dimension) {
  for (const UnitRow& row : units)
    if (row.unit == unit && row.dimension == dimension) return row.base_units;
  return 1;
}

const QuantityInfo& info(Quantity quantity) {
  return quantities[static_cast<std::size_t>(quantity)];
}

}  // namespace firebreak
