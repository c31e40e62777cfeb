#include "core/normalise/values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <vector>

#include "core/normalise/number_scan.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

constexpr std::string_view about_words[] = {
    "~",      "ca.",     "ca",   "circa", "c.",   "approximately", "approx.", "approx", "about",
    "around", "roughly", "est.", "est",   "etwa", "ungefähr",      "env.",    "大约",   "大概",
    "约为",   "约",      "近",   "+-",    "="};
constexpr std::string_view least_words[] = {">=",    ">",      "at least", "min.",   "min",
                                            "mind.", "不小于", "不少于",   "不低于", "大于等于",
                                            "大于",  "超过",   "至少",     "最小",   "≮"};
constexpr std::string_view most_words[] = {
    "<=",     "<",    "at most", "up to",    "max.", "max",  "under", "不大于", "不超过",
    "不高于", "不足", "不到",    "小于等于", "小于", "低于", "最大",  "最高",   "≯"};
constexpr std::string_view about_ends[] = {"左右",    "上下",   "余",   "多",  "?",  "~",
                                           "approx.", "approx", "est.", "est", "(?)"};
constexpr std::string_view least_ends[] = {"以上", "及以上", "+", "or more"};
constexpr std::string_view most_ends[] = {"以下", "及以下", "以内", "之内", "or less"};
constexpr std::string_view labels[] = {
    "路面宽", "净宽度", "净高度", "净宽", "净高",  "限宽",     "限高", "限重",
    "宽度",   "高度",   "宽",     "高",   "直径",  "公称直径", "管径", "压力",
    "静压",   "动压",   "流量",   "限速", "width", "height",   "w=",   "h=",
    "b=",     ":",      "=",      "dn",   "de",    "ø",        "共",   "计"};
constexpr std::string_view counters[] = {
    "persons", "person", "people", "pers.", "pers", "units", "unit", "pcs", "人",
    "户",      "家",     "栋",     "幢",    "辆",   "台",    "张",   "床",  "座",
    "个",      "名",     "处",     "条",    "车道", "lanes", "lane", "%"};
constexpr std::string_view range_signs[] = {"..", "-", "~", "至", "到", "to ", "bis "};
constexpr std::string_view list_signs[] = {"/", ";", "|", ",", "&", "和", "及", "and "};

template <std::size_t N>
bool drop_end(std::string& text, const std::string_view (&words)[N]) {
  for (const auto word : words)
    if (text.size() > word.size() && text.ends_with(word)) {
      text.erase(text.size() - word.size());
      while (text.ends_with(' ')) text.pop_back();
      return true;
    }
  return false;
}

/// The longest unit spelling at the front.
std::optional<Unit> take_unit(Scanner& scan, Dimension dimension) {
  if (scan.rest.empty() || dimension == Dimension::count) return std::nullopt;
  for (std::size_t length = std::min<std::size_t>(scan.rest.size(), 24); length > 0; --length) {
    if (scan.rest[length - 1] == ' ') continue;
    const char next = length < scan.rest.size() ? scan.rest[length] : ' ';
    if (next >= 'a' && next <= 'z') continue;
    if (const auto unit = unit_from_text(scan.rest.substr(0, length), dimension)) {
      scan.rest.remove_prefix(length);
      return unit;
    }
  }
  return std::nullopt;
}

/// PE 80 and PE 100 are kinds of polyethylene (GB/T 13663) where no millimetres stand behind them.
bool names_polyethylene(std::string_view text) {
  for (const std::string_view kind : {"pe80", "pe100"})
    if (text.starts_with(kind))
      return text.size() == kind.size() ||
             std::string_view("0123456789.m ").find(text[kind.size()]) == std::string_view::npos;
  return false;
}

/// One number of a cell with the unit that stood behind it.
struct Item {
  ScannedNumber number;
  bool negative = false;
  std::optional<Unit> unit;
  std::optional<double> finished;  ///< already in the base unit: feet and inches
};

/// Reads one cell of one quantity.
class Reading {
 public:
  Reading(const QuantityInfo& quantity, Unit unit) : quantity_(quantity), unit_(unit) {}

  Parsed read(std::string plain) {
    leave_out_remark(plain);
    if (drop_end(plain, about_ends)) out_.assumed = true;
    if (drop_end(plain, least_ends)) limit(Bound::at_least);
    if (drop_end(plain, most_ends)) limit(Bound::at_most);
    Scanner scan{plain};
    qualifiers(scan);
    if (!items(scan) || !leftover_is_nothing(scan)) {
      Parsed failed;
      failed.unreadable = true;
      return failed;
    }
    return combined();
  }

 private:
  void limit(Bound bound) { out_.bound = bound, out_.assumed = true; }

  /// "4m(双向)" loses its remark, "4(m)" keeps its unit.
  void leave_out_remark(std::string& plain) {
    const auto open = plain.find('(');
    const auto close = plain.rfind(')');
    if (open == std::string::npos || close == std::string::npos || close < open) return;
    const std::string inside = plain.substr(open + 1, close - open - 1);
    const std::string outside = tidy(plain.substr(0, open) + " " + plain.substr(close + 1));
    if (outside.empty()) {
      plain = inside;
    } else if (unit_from_text(inside, quantity_.dimension)) {
      plain = plain.substr(0, open) + inside + plain.substr(close + 1);
    } else {
      plain = outside;
      out_.assumed = true;
    }
  }

  void qualifiers(Scanner& scan) {
    for (bool more = true; more;) {
      more = take_any(scan, labels);
      if (pipe_mark(scan)) more = true;
      if (take_any(scan, least_words)) limit(Bound::at_least), more = true;
      if (take_any(scan, most_words)) limit(Bound::at_most), more = true;
      if (take_any(scan, about_words)) out_.assumed = true, more = true;
    }
  }

  /// The D of "D100"; DN, DE, PE and Φ are labels, and so is the Cyrillic letter that looks like
  /// it.
  bool pipe_mark(Scanner& scan) const {
    if (quantity_.dimension != Dimension::diameter || names_polyethylene(scan.rest)) return false;
    for (const std::string_view mark : {"dn", "de", "pe", "ø", "ф", "Ф", "d"})
      if (scan.take(mark)) return scan.blanks(), true;
    return false;
  }

  bool items(Scanner& scan) {
    for (;;) {
      scan.blanks();
      pipe_mark(scan);
      Item item;
      item.negative = scan.take("-");
      const auto number = scan.number();
      if (!number) return false;
      item.number = *number;
      behind_number(scan, item);
      items_.push_back(item);
      scan.blanks();
      if (scan.take("+-")) {
        scan.blanks();
        if (!scan.number()) return false;
        scan.blanks();
        if (const auto unit = take_unit(scan, quantity_.dimension)) items_.back().unit = unit;
        out_.assumed = true;
        return true;
      }
      if (scan.done() || !take_separator(scan)) return true;
      scan.blanks();
      if (scan.done()) return true;
    }
  }

  static bool take_separator(Scanner& scan) {
    return take_any(scan, range_signs) || take_any(scan, list_signs);
  }

  void behind_number(Scanner& scan, Item& item) {
    scan.blanks();
    if (quantity_.dimension == Dimension::count || quantity_.dimension == Dimension::area)
      if (scan.take("万")) item.number.value *= 10000, item.number.other.reset();
    if (quantity_.dimension == Dimension::count) {
      take_any(scan, counters);
      return;
    }
    item.unit = take_unit(scan, quantity_.dimension);
    if (!item.unit) return;
    if (*item.unit == Unit::foot) inches(scan, item);
    if (*item.unit == Unit::m && !item.number.ended_decimal) decimals_behind_unit(scan, item);
  }

  /// 6'3", 6 ft 3 in; a number behind feet without unit are inches.
  void inches(Scanner& scan, Item& item) {
    Scanner ahead = scan;
    ahead.blanks();
    const auto number = ahead.number();
    if (!number || number->value >= 12) return;
    const auto unit = take_unit(ahead, quantity_.dimension);
    if (unit && *unit != Unit::inch) return;
    if (!unit) out_.assumed = true;
    item.finished = item.number.value * base_units_in(Unit::foot, quantity_.dimension) +
                    number->value * base_units_in(Unit::inch, quantity_.dimension);
    scan = ahead;
  }

  /// 3m50 and 3米5.
  void decimals_behind_unit(Scanner& scan, Item& item) {
    std::size_t n = 0;
    while (n < scan.rest.size() && scan.rest[n] >= '0' && scan.rest[n] <= '9') ++n;
    if (n == 0 || n > 2 || scan.rest.size() > n) return;
    double decimals = 0;
    std::from_chars(scan.rest.data(), scan.rest.data() + n, decimals);
    item.number.value += decimals / (n == 1 ? 10 : 100);
    out_.assumed = true;
    scan.rest.remove_prefix(n);
  }

  static bool leftover_is_nothing(Scanner& scan) {
    return scan.rest.find_first_not_of(" .,;") == std::string_view::npos;
  }

  bool plausible(double value) const { return value >= quantity_.min && value <= quantity_.max; }

  /// A pressure without unit (planner.md 5.4).
  std::optional<double> bare_pressure(double number) {
    if (number < 1.6) return number;
    out_.assumed = true;
    if (number <= 16) return number * base_units_in(Unit::kgf_cm2, Dimension::pressure);
    if (number > 50) return number * base_units_in(Unit::kpa, Dimension::pressure);
    return std::nullopt;
  }

  std::optional<double> in_base(double number, std::optional<Unit> unit) {
    const Unit counted = unit ? *unit : unit_ != Unit::none ? unit_ : quantity_.unit;
    if (counted == Unit::none && quantity_.dimension == Dimension::pressure)
      return bare_pressure(number);
    // 元 or 万元: ten thousand times as much.
    if (!unit && unit_ == Unit::none && quantity_.dimension == Dimension::money && number != 0)
      out_.assumed = true;
    return number * base_units_in(counted, quantity_.dimension);
  }

  std::optional<double> value_of(const Item& item, std::optional<Unit> unit) {
    if (item.finished) return item.finished;
    const double sign = item.negative ? -1 : 1;
    auto value = in_base(sign * item.number.value, unit);
    if (!item.number.other) return value;
    // Thousands or decimals: what can be true wins; both possible means thousands.
    if (quantity_.dimension != Dimension::count) out_.assumed = true;
    if (value && plausible(*value)) return value;
    const auto other = in_base(sign * *item.number.other, unit);
    return other && plausible(*other) ? other : value;
  }

  Parsed combined() {
    std::vector<double> values;
    std::optional<Unit> unit;
    for (auto item = items_.rbegin(); item != items_.rend(); ++item) {
      if (item->unit) unit = item->unit;
      const auto value = value_of(*item, unit);
      if (!value) {
        Parsed failed;
        failed.unreadable = true;
        return failed;
      }
      values.push_back(*value);
    }
    return finished(values);
  }

  Parsed finished(const std::vector<double>& values) {
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    out_.value = *low;
    if (*high > *low) out_.upto = *high, out_.assumed = true;
    if (quantity_.zero_is_missing && *out_.value == 0) {
      if (!out_.upto) return {};
      // "0-3 m": only the upper end says something.
      out_.value = out_.upto;
      out_.upto.reset();
      out_.bound = Bound::at_most;
    }
    if (out_.upto && !plausible(*out_.upto)) out_.upto.reset();
    if (!plausible(*out_.value)) {
      Parsed refused;
      refused.impossible = true;
      return refused;
    }
    return out_;
  }

  const QuantityInfo& quantity_;
  Unit unit_;
  Parsed out_;
  std::vector<Item> items_;
};

/// A cell that is nothing but a plain decimal number, the common case.
std::optional<double> plain_number(std::string_view text) {
  if (text.empty() || text.size() > 17) return std::nullopt;
  if (text.find_first_not_of("0123456789.-") != std::string_view::npos) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

Parsed parse_quantity(Quantity quantity, std::string_view text, Unit unit) {
  if (const auto number = plain_number(text)) return parse_quantity(quantity, *number, unit);
  std::string plain = tidy(text);
  if (means_missing(plain)) return {};
  // OpenStreetMap says "yes" and "suction" where a pressure is not known as a number.
  if (quantity == Quantity::pressure && (plain == "yes" || plain == "suction")) return {};
  return Reading(info(quantity), unit).read(std::move(plain));
}

Parsed parse_quantity(Quantity quantity, double number, Unit unit) {
  Parsed out;
  const QuantityInfo& q = info(quantity);
  const bool sentinel = number == -9999 || number == -999 || number == -99;
  if (!std::isfinite(number) || std::abs(number) > 1e30 || sentinel) return out;
  if (number == 0 && q.zero_is_missing) return out;
  const Unit counted = unit == Unit::none ? q.unit : unit;
  double value = number * base_units_in(counted, q.dimension);
  if (counted == Unit::none && q.dimension == Dimension::pressure && number >= 1.6) {
    out.assumed = true;
    if (number > 16 && number <= 50) {
      Parsed failed;
      failed.unreadable = true;
      return failed;
    }
    value = number * base_units_in(number <= 16 ? Unit::kgf_cm2 : Unit::kpa, q.dimension);
  }
  if (unit == Unit::none && q.dimension == Dimension::money && number != 0) out.assumed = true;
  if (value < q.min || value > q.max) {
    Parsed refused;
    refused.impossible = true;
    return refused;
  }
  out.value = value;
  return out;
}

Parsed parse_quantity(Quantity quantity, const Column& column, std::size_t row, Unit unit) {
  if (!column.has(row)) return {};
  switch (column.type) {
    case ColumnType::integer:
      return parse_quantity(quantity, static_cast<double>(column.integers[row]), unit);
    case ColumnType::real:
      return parse_quantity(quantity, column.reals[row], unit);
    case ColumnType::text:
      return parse_quantity(quantity, column.texts[row], unit);
  }
  return {};
}

Parsed parse_length_m(std::string_view text, Unit unit) {
  return parse_quantity(Quantity::length, text, unit);
}
Parsed parse_flow_lps(std::string_view text, Unit unit) {
  return parse_quantity(Quantity::flow, text, unit);
}
Parsed parse_pressure_mpa(std::string_view text, Unit unit) {
  return parse_quantity(Quantity::pressure, text, unit);
}
Parsed parse_diameter_mm(std::string_view text, Unit unit) {
  return parse_quantity(Quantity::main_diameter, text, unit);
}
Parsed parse_speed_kmh(std::string_view text, Unit unit) {
  return parse_quantity(Quantity::speed, text, unit);
}
Parsed parse_mass_t(std::string_view text, Unit unit) {
  return parse_quantity(Quantity::weight_limit, text, unit);
}
Parsed parse_count(std::string_view text) {
  return parse_quantity(Quantity::people, text);
}

std::string cell_text(const Column& column, std::size_t row) {
  if (!column.has(row)) return {};
  if (column.type == ColumnType::text) return std::string(column.texts[row]);
  if (column.type == ColumnType::integer) return std::to_string(column.integers[row]);
  const double real = column.reals[row];
  char buffer[32];
  const bool whole = std::floor(real) == real && std::abs(real) < 1e15;
  const auto end =
      whole ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<long long>(real)).ptr
            : std::to_chars(buffer, buffer + sizeof buffer, real).ptr;
  return {buffer, end};
}

}  // namespace firebreak
