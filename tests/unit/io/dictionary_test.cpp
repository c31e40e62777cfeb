#include <gmock/gmock.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "core/io/mapping_file.hpp"
#include "core/normalise/attributes.hpp"
#include "core/normalise/text_clean.hpp"
#include "core/normalise/words.hpp"

namespace firebreak {
namespace {

using Line = std::array<std::string, 3>;

/// The lines of a list of three columns.
std::vector<Line> lines_of(const char* file) {
  std::ifstream in(std::filesystem::path(FIREBREAK_TEST_DATA) / "dictionary" / file);
  std::vector<Line> out;
  std::string text;
  while (std::getline(in, text)) {
    if (text.empty() || text.starts_with('#')) continue;
    Line line;
    std::istringstream cells(text);
    for (std::string& cell : line) std::getline(cells, cell, '\t');
    out.push_back(line);
  }
  return out;
}

Role role_called(std::string_view name) {
  for (std::size_t r = 0; r < role_count; ++r)
    if (role_name(static_cast<Role>(r)) == name) return static_cast<Role>(r);
  ADD_FAILURE() << name;
  return Role::reference;
}

const FieldDictionary& dictionary() {
  static const FieldDictionary shipped = io::shipped_dictionary();
  return shipped;
}

std::optional<FieldMatch> match_of(Role role, const std::string& column) {
  const std::vector<std::string> columns{column};
  const auto matches = match_fields(role, columns, dictionary());
  return matches.empty() ? std::nullopt : std::optional(matches[0]);
}

std::string field_of(Role role, const std::string& column) {
  const auto match = match_of(role, column);
  return match ? std::string(match->field->name) : std::string();
}

TEST(Dictionary, EveryEntryOfTheDesignLeadsToItsField) {
  const auto lines = lines_of("fields.tsv");
  ASSERT_EQ(lines.size(), 421U);
  for (const auto& [role, field, name] : lines) {
    EXPECT_EQ(field_of(role_called(role), name), field) << role << " " << name;
    EXPECT_EQ(match_of(role_called(role), name)->match, NameMatch::whole) << name;
    EXPECT_EQ(field_of(role_called(role), " " + name + "（必填）"), field) << name;
  }
}

TEST(Dictionary, EveryNameCutByTheShapefileIsKnownByItsStart) {
  std::size_t cut = 0;
  std::size_t torn = 0;
  for (const auto& [role, field, name] : lines_of("fields.tsv")) {
    const bool chinese = std::ranges::all_of(
        name, [](char c) { return (static_cast<unsigned char>(c) & 0x80U) != 0; });
    if (!chinese) continue;
    if (name.size() > 15) {
      const auto gbk = match_of(role_called(role), name.substr(0, 15));
      const bool prefix = gbk && gbk->match == NameMatch::prefix;
      EXPECT_TRUE(!prefix || gbk->field->name == field) << "GBK: " << name;
      ++cut;
    }
    // Three characters and a rest: nothing where they begin names of several fields.
    if (name.size() < 10) continue;
    const auto utf8 = match_of(role_called(role), name.substr(0, 10));
    torn += utf8 ? 0U : 1U;
    const bool prefix = utf8 && utf8->match == NameMatch::prefix;
    cut += prefix ? 1U : 0U;
    EXPECT_TRUE(!prefix || utf8->field->name == field) << "UTF-8: " << name;
  }
  EXPECT_LT(torn, 20U);
  EXPECT_GT(cut, 10U);
}

TEST(Dictionary, NamesOfRegistersOfBlocks) {
  EXPECT_EQ(field_of(Role::buildings, "自然幢号"), "id");
  EXPECT_EQ(field_of(Role::buildings, "房屋结构类型"), "structure");
  EXPECT_EQ(field_of(Role::buildings, "房屋结构类"), "structure") << "cut after ten bytes of GBK";
  EXPECT_EQ(field_of(Role::buildings, "房屋结构面"), "") << "of another word";
  EXPECT_EQ(field_of(Role::buildings, "自然幢"), "id") << "cut after nine bytes of UTF-8";
  EXPECT_EQ(field_of(Role::buildings, "自然"), "");
}

TEST(Dictionary, AsLedgersOfTownsCallTheirColumns) {
  for (const auto& [column, field] : std::initializer_list<std::pair<const char*, const char*>>{
           {"具体位置", "address"},
           {"所在道路", "address"},
           {"所属镇街", "unit"},
           {"是否能用", "status"},
           {"现状", "status"},
           {"最近一次检查日期", "checked"},
           {"建成年份", "built"},
           {"权属单位", "keeper"},
           {"供水压力（MPa）", "pressure_mpa"},
           {"保护半径", ""},
           {"水泵接合器", ""},
           {"完好率", ""},
           {"管道材质", ""}})
    EXPECT_EQ(field_of(Role::hydrants, column), field) << column;
  EXPECT_EQ(field_of(Role::roads, "路宽(m)"), "width_m");
  EXPECT_EQ(field_of(Role::roads, "道路类型"), "class");
}

TEST(Dictionary, AVillageBesideATownIsNotTheUnit) {
  const auto fields = [](const std::vector<std::string>& columns) {
    std::vector<std::string> out(columns.size());
    for (const FieldMatch& match : match_fields(Role::hydrants, columns, dictionary()))
      out[match.column] = match.field->name;
    return out;
  };
  using Fields = std::vector<std::string>;
  EXPECT_EQ(fields({"乡镇", "村"}), (Fields{"unit", "village"}));
  EXPECT_EQ(fields({"社区（村）", "镇街"}), (Fields{"village", "unit"}));
  EXPECT_EQ(fields({"村"}), (Fields{"unit"})) << "alone it is all that is told";
  EXPECT_EQ(fields({"社区"}), (Fields{"unit"}));
  EXPECT_EQ(fields({"村", "所属镇街"}), (Fields{"village", "unit"}));
  EXPECT_EQ(fields({"行政村"}), (Fields{"village"}));
  EXPECT_EQ(fields({"村民小组"}), (Fields{""}));
}

TEST(Dictionary, NamesOfListsOfHousingCompounds) {
  EXPECT_EQ(field_of(Role::compounds, "小区名称"), "name");
  EXPECT_EQ(field_of(Role::compounds, "建成年份"), "year");
  EXPECT_EQ(field_of(Role::compounds, "物业公司"), "property");
  EXPECT_EQ(field_of(Role::compounds, "户数"), "households");
  EXPECT_EQ(field_of(Role::compounds, "车位数"), "parking");
}

TEST(Dictionary, NearMissesStayUnknown) {
  const std::vector<std::pair<Role, std::vector<const char*>>> lists{
      {Role::buildings,
       {"层高", "高程", "结构面积", "年租金", "人口密度", "名", "层数备注", "基底", "建筑", "耐火",
        "zrz", "jzg", "heights2"}},
      {Role::hydrants,
       {"编", "压力表", "流量计", "管径说明", "经", "经纬", "坐", "管网", "状", "xhs", "dn1",
        "消火栓"}},
      {Role::roads, {"宽", "限高杆", "路名称号", "单", "红线", "路面材料厚度", "标"}},
      {Role::management_units, {"网格", "级", "责任", "电"}},
      {Role::key_sites, {"单位", "责任", "床", "信用"}},
      {Role::incidents, {"时", "死", "损", "出动人数"}}};
  for (const auto& [role, names] : lists)
    for (const char* name : names) EXPECT_EQ(field_of(role, name), "") << role_name(role) << name;
  // Cut by nothing: too short for the rule, or not Chinese throughout.
  EXPECT_EQ(field_of(Role::buildings, "地上建筑"), "") << "12 bytes, 4 characters";
  EXPECT_EQ(field_of(Role::buildings, "地上建a层"), "");
  EXPECT_EQ(field_of(Role::buildings, "constructX"), "");
}

TEST(Dictionary, ALandUseLayerIsNoRoadForItsNames) {
  // dlmc is a road's name, and the name of a land class beside dlbm.
  EXPECT_EQ(field_of(Role::roads, "DLMC"), "name");
  EXPECT_EQ(field_of(Role::land_use, "DLMC"), "kind");
  EXPECT_EQ(field_of(Role::roads, "规划红线"), "width_planned_m") << "never the clear width";
}

TEST(Dictionary, UnitsRightBehindAName) {
  const auto unit = [](Role role, const char* column) {
    const auto match = match_of(role, column);
    return match ? match->unit : Unit::none;
  };
  EXPECT_EQ(unit(Role::hydrants, "流量m³/h"), Unit::m3h);
  EXPECT_EQ(unit(Role::hydrants, "压力/MPa"), Unit::mpa);
  EXPECT_EQ(unit(Role::hydrants, "管径mm"), Unit::mm);
  EXPECT_EQ(unit(Role::roads, "宽度cm"), Unit::cm);
  EXPECT_EQ(unit(Role::incidents, "直接财产损失（元）"), Unit::yuan);
  EXPECT_EQ(unit(Role::incidents, "直接经济损失(万元)"), Unit::wan_yuan);
  EXPECT_EQ(unit(Role::incidents, "损失"), Unit::none) << "nobody says which";
  EXPECT_EQ(field_of(Role::hydrants, "流量abc"), "") << "no unit";
  EXPECT_EQ(field_of(Role::hydrants, "流量2"), "") << "another column of that name";
}

template <class T, class Name>
std::string code_of(const Word<T>& word, Name name) {
  if (word.ambiguous) return "ambiguous";
  if (word.unreadable) return "unreadable";
  return word.value ? std::string(name(*word.value)) : "nothing";
}

std::string code_of(const std::string& list, const std::string& value) {
  if (list == "structure") return code_of(parse_structure(value), structure_name);
  if (list == "status") return code_of(parse_hydrant_status(value), hydrant_status_name);
  if (list == "owner") return code_of(parse_owner(value), owner_name);
  if (list == "obstacle") return code_of(parse_obstacle_kind(value), obstacle_kind_name);
  if (list == "opening") return code_of(parse_opening(value), opening_name);
  if (list == "road") return code_of(parse_road_class(value), road_class_name);
  if (list == "level") return code_of(parse_unit_level(value), unit_level_word);
  if (list == "layout") return code_of(parse_main_layout(value), main_layout_name);
  if (list != "form") return "no such list";
  const ParsedHydrantForm form = parse_hydrant_form(value);
  if (form.kind == HydrantKind::crane) return "crane";
  if (!form.below_ground) return "nothing";
  return *form.below_ground ? "under" : "above";
}

TEST(Dictionary, EveryValueOfTheDesignLeadsToItsCode) {
  const auto lines = lines_of("values.tsv");
  ASSERT_GT(lines.size(), 200U);
  for (const auto& [list, value, code] : lines)
    EXPECT_EQ(code_of(list, value), code) << list << " \"" << value << "\"";
}

TEST(Dictionary, NearMissesOfValuesAreNotGuessed) {
  for (const auto& [list, value, wrong] :
       std::initializer_list<Line>{{"structure", "钢笔", "steel"},
                                   {"structure", "木材公司", "timber"},
                                   {"structure", "石家庄", "stone"},
                                   {"structure", "混凝土搅拌站", "brick_concrete"},
                                   {"status", "不好", "working"},
                                   {"status", "基本完好但漏水", "working"},
                                   {"status", "不正常", "working"},
                                   {"status", "非正常", "working"},
                                   {"status", "未损坏", "defective"},
                                   {"road", "桥", "motorway"},
                                   {"level", "大街", "1"},
                                   {"owner", "单位名称", "public"},
                                   {"obstacle", "门牌", "gate"},
                                   {"obstacle", "树脂厂", "tree"}})
    EXPECT_NE(code_of(list, value), wrong) << list << " " << value;
}

}  // namespace
}  // namespace firebreak
