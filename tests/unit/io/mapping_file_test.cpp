#include "core/io/mapping_file.hpp"

#include <gmock/gmock.h>

#include "core/base/error.hpp"
#include "support/temp_dir.hpp"

namespace firebreak {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

/// The field that a lone column of that name serves.
std::string field_of(Role role, const std::string& column, const FieldDictionary& dictionary) {
  const std::vector<std::string> columns{column};
  const auto matches = match_fields(role, columns, dictionary);
  return matches.empty() ? std::string() : std::string(matches[0].field->name);
}

TEST(Mapping, EveryNameLeadsToItsField) {
  const FieldDictionary dictionary = io::shipped_dictionary();
  std::size_t names = 0;
  for (std::size_t r = 0; r < role_count; ++r) {
    const Role role = static_cast<Role>(r);
    for (const auto& entry : dictionary.of(role).fields)
      for (const FieldName& name : entry.names) {
        ++names;
        // A village alone is all that is told of the place: it stands for the unit.
        if (role == Role::hydrants && entry.field->name == "village" &&
            (name.name == "村" || name.name == "社区")) {
          EXPECT_EQ(field_of(role, name.name, dictionary), "unit");
          continue;
        }
        EXPECT_EQ(field_of(role, name.name, dictionary), entry.field->name)
            << role_name(role) << " " << name.name;
      }
  }
  EXPECT_GT(names, 900U);
}

TEST(Mapping, CaseBlanksWidthAndBrackets) {
  const FieldDictionary dictionary = io::shipped_dictionary();
  EXPECT_EQ(field_of(Role::buildings, "YEAR_BUILT", dictionary), "year");
  EXPECT_EQ(field_of(Role::buildings, " Year Built ", dictionary), "year");
  EXPECT_EQ(field_of(Role::hydrants, "ＤＮ", dictionary), "main_mm");
  EXPECT_EQ(field_of(Role::hydrants, "管径（mm）", dictionary), "main_mm");
  EXPECT_EQ(field_of(Role::roads, "Street_Name", dictionary), "name");
  EXPECT_EQ(field_of(Role::roads, "somewhere", dictionary), "");
}

TEST(Mapping, UnitsOfHeadersAndNames) {
  const FieldDictionary dictionary = io::shipped_dictionary();
  const auto unit_of = [&](Role role, const std::string& column) {
    const std::vector<std::string> columns{column};
    return match_fields(role, columns, dictionary).at(0).unit;
  };
  EXPECT_EQ(unit_of(Role::hydrants, "流量(m³/h)"), Unit::m3h);
  EXPECT_EQ(unit_of(Role::hydrants, "流量（L/s）"), Unit::lps);
  EXPECT_EQ(unit_of(Role::hydrants, "HYDRANT_GPM"), Unit::us_gpm);
  EXPECT_EQ(unit_of(Role::hydrants, "压力(公斤)"), Unit::kgf_cm2);
  EXPECT_EQ(unit_of(Role::hydrants, "fire_hydrant:pressure"), Unit::bar);
  EXPECT_EQ(unit_of(Role::roads, "宽度(cm)"), Unit::cm);
  EXPECT_EQ(unit_of(Role::roads, "width_ft"), Unit::foot);
  EXPECT_EQ(unit_of(Role::incidents, "直接财产损失(元)"), Unit::yuan);
  EXPECT_EQ(unit_of(Role::roads, "width"), Unit::none);
}

TEST(Mapping, NamesCutByTheShapefile) {
  const FieldDictionary dictionary = io::shipped_dictionary();
  // GBK keeps five characters of 地上建筑层数, UTF-8 three and a broken one.
  EXPECT_EQ(field_of(Role::buildings, "地上建筑层", dictionary), "storeys");
  EXPECT_EQ(field_of(Role::buildings, "地上建\xE7", dictionary), "storeys");
  EXPECT_EQ(field_of(Role::buildings, "constructi", dictionary), "structure");
  EXPECT_EQ(field_of(Role::buildings, "地上", dictionary), "") << "not cut, only short";
  const std::vector<std::string> columns{"地上建筑层"};
  EXPECT_EQ(match_fields(Role::buildings, columns, dictionary).at(0).match, NameMatch::prefix);
}

TEST(Mapping, TheBetterNameWins) {
  const FieldDictionary dictionary = io::shipped_dictionary();
  const std::vector<std::string> columns{"name", "红线宽", "宽度", "车行道宽"};
  const auto matches = match_fields(Role::roads, columns, dictionary);
  ASSERT_EQ(matches.size(), 3U);
  EXPECT_EQ(matches[0].field->name, "name");
  EXPECT_EQ(matches[1].field->name, "width_m");
  EXPECT_EQ(matches[1].column, 3U) << "the carriageway, not the whole road";
  EXPECT_EQ(matches[2].field->name, "width_planned_m");
}

TEST(Mapping, CambridgeHydrants) {
  const FieldDictionary dictionary = io::shipped_dictionary();
  const std::vector<std::string> columns{"OBJECTID",        "ENABLED",    "INSTALLDATE",
                                         "LIFECYCLESTATUS", "HYDRANT_ID", "ContractAuthority",
                                         "HYDRANT_GPM",     "GlobalID"};
  std::vector<std::pair<std::string_view, std::string>> got;
  for (const FieldMatch& m : match_fields(Role::hydrants, columns, dictionary))
    got.emplace_back(m.field->name, columns[m.column]);
  EXPECT_THAT(got, testing::ElementsAre(testing::Pair("id", "HYDRANT_ID"),
                                        testing::Pair("owner", "ContractAuthority"),
                                        testing::Pair("flow_lps", "HYDRANT_GPM"),
                                        testing::Pair("status", "LIFECYCLESTATUS"),
                                        testing::Pair("built", "INSTALLDATE")));
}

TEST(Mapping, RefusalsNameFileLineAndTheNearestWord) {
  const test::TempDir dir;
  FieldDictionary dictionary = canonical_dictionary();
  const auto refused = [&](std::string_view text) {
    const auto file = dir.write("m.toml", text);
    return [&dictionary, file] { io::add_mapping(file, dictionary); };
  };
  EXPECT_THAT(refused("[building]\nid = [\"a\"]\n"),
              ThrowsMessage<Error>(HasSubstr("line 1: building is not known here; did you mean "
                                             "buildings?")));
  EXPECT_THAT(
      refused("[roads]\nwidth = [\"b\"]\n"),
      ThrowsMessage<Error>(HasSubstr("line 2: width is not known here; did you mean width_m?")));
  EXPECT_THAT(refused("[roads]\nwidth_m = \"b\"\n"),
              ThrowsMessage<Error>(HasSubstr("line 2: width_m should be a list of texts")));
  EXPECT_THAT(refused("[roads]\nwidth_m = [\"b [acre]\"]\n"),
              ThrowsMessage<Error>(HasSubstr("acre is not a unit of width_m")));
  EXPECT_THAT(refused("[roads\n"), ThrowsMessage<Error>(HasSubstr("not valid TOML")));
  EXPECT_THAT([&] { io::add_mapping(dir / "none.toml", dictionary); },
              ThrowsMessage<Error>(HasSubstr("no such file")));
}

}  // namespace
}  // namespace firebreak
