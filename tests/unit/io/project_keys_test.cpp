#include <gmock/gmock.h>

#include <fstream>
#include <iterator>
#include <regex>
#include <set>

#include "core/base/error.hpp"
#include "core/io/project.hpp"

/// Every key of a project file: what it takes is kept when the project is saved, what it cannot
/// take is refused with file, line and key.
namespace firebreak {
namespace {

using testing::AllOf;
using testing::HasSubstr;

/// A key with what it takes and what it refuses, and what must stand around it.
struct Key {
  std::string table;  ///< its header; empty: the head of the file
  std::string key;
  std::vector<std::string> taken;
  std::vector<std::string> refused;
  std::string beside = {};     ///< other lines of its table
  std::string elsewhere = {};  ///< other tables
};

const std::string source_table = "[[source]]";
const std::string view_layer = "[[view.layer]]";
const std::string named_layer = "table = \"roads\"\ntitle = \"Roads\"";
const std::string view_look = "[[view.look]]";
const std::string named_look = "table = \"roads\"\nlayer = \"Roads\"\nrule = \"All\"";
const std::string edit = "[[scenario.edit]]";
const std::string plan = "[[scenario]]\nname = \"A\"\n";

std::vector<Key> all_keys() {
  const std::vector<std::string> no_text{"1", "true", "nan", "[1]"};
  const std::vector<std::string> no_word{"1", "true", "\"\""};
  const std::vector<std::string> no_truth{"1", "\"yes\"", "nan"};
  const auto no_number = [](std::vector<std::string> more) {
    more.insert(more.end(), {"nan", "inf", "-inf", "\"1\"", "true", "[1]"});
    return more;
  };
  const std::vector<std::string> no_places{"[]", "[1]", "[1, nan]", "[1, inf]", "1", "[\"a\", 2]"};
  const std::vector<std::string> no_box{"[0, 0, 1]", "[1, 0, 0, 1]", "[0, 0, nan, 1]",
                                        "[0, 0, inf, 1]", "7"};
  const std::string file_key = "path = \"a.shp\"";
  std::vector<Key> keys{
      {"", "name", {"\"Lauf\""}, no_word},
      {"", "profile", {"\"de\"", "\"own.toml\""}, no_word},
      {"", "engine", {"\"aerial\"", "\"fleet.toml#rescue\""}, no_word},
      {"", "crs", {"\"EPSG:25832\""}, {"\"EPSG:1\"", "\"\"", "25832"}},
      {"", "study_area", {"\"area.gpkg\""}, no_word},
      {"", "mapping", {"\"mapping.toml\""}, no_word},
      {"", "ledger", {"\"old.gpkg\""}, no_word},
      {"", "field_checks", {"\"checks.csv\""}, no_word},
      {"", "departments", {"\"offices.toml\""}, no_word},
      {"", "land_classes", {"\"codes.toml\""}, no_word},
      {"", "reach", {"\"geodesic\""}, {"1", "true", "\"\"", "\"r2\""}},
      {"", "public", {"true"}, no_truth},
      {"", "current_scenario", {"\"A\""}, {"\"B\"", "\"\"", "1"}, {}, plan},
      {source_table, "path", {"\"b.shp\""}, no_word},
      {source_table, "layer", {"\"a\""}, no_text, file_key},
      {source_table, "layers", {"[\"a\", \"b\"]"}, {"\"a\"", "[1]"}, file_key},
      {source_table, "left_out", {"true"}, no_truth, file_key},
      {source_table, "remembered", {"false"}, no_truth, file_key},
      {source_table, "crs_note", {"\"survey office\""}, no_text, file_key},
      {source_table, "accepted", {"\"2026-11-26\"", "2026-11-26"}, {"1", "true", "\"\""}, file_key},
      {source_table, "accepted_by", {"\"Wang\""}, no_text, file_key},
      {source_table,
       "control_points",
       {"[[1, 2, 3, 4], [5, 6, 7, 8]]"},
       {"[1, 2, 3, 4]", "[[1, 2, 3]]", "[[1, 2, 3, nan]]", "5"},
       file_key},
      {source_table, "control_accepted_m", {"1.5"}, no_number({"0", "-1"}), file_key},
      {source_table, "role", {"\"roads\""}, {"\"road\"", "1"}, file_key},
      {source_table, "crs", {"\"EPSG:4490\""}, {"\"EPSG:1\"", "4490"}, file_key},
      {source_table, "shift", {"\"gcj02\""}, {"\"mars\"", "1"}, file_key},
      {source_table,
       "shift_rows",
       {"\"gcj02: 3, 7-9\"", "\"bd09: 12 (5k2m9q0c7xha)\""},
       {"\"3, 7\"", "\"none: 3\"", "[3, 7]", "1"},
       file_key},
      {source_table, "angles", {"\"packed\""}, {"\"dms\"", "1"}, file_key},
      {source_table, "axes", {"\"turned\""}, {"\"xy\"", "1"}, file_key},
      {source_table, "place", {"\"as it is\""}, {"\"here\"", "1"}, file_key},
      {source_table, "encoding", {"\"GB18030\""}, no_text, file_key},
      {source_table, "header_row", {"3"}, {"0", "1.5", "nan", "1001", "\"3\""}, file_key},
      {source_table, "where", {"\"a > 1\""}, no_text, file_key},
      {source_table, "keep", {"[\"REMARK\"]"}, {"\"REMARK\"", "[1]"}, file_key},
      {source_table, "accuracy_m", {"2.5"}, no_number({"-1", "1001"}), file_key},
      {source_table, "relative_accuracy_m", {"0.5"}, no_number({"-1", "1001"}), file_key},
      {source_table,
       "fields",
       {"{ width_m = \"W\" }"},
       {"{ wdith = \"W\" }", "{ width_m = 1 }", "1"},
       file_key + "\nrole = \"roads\""},
      {source_table,
       "units",
       {"{ width_m = \"ft\" }"},
       {"{ width_m = \"kg\" }", "{ width_m = 1 }", "1"},
       file_key + "\nrole = \"roads\""},
      {source_table,
       "values",
       {"{ structure = { \"4\" = \"brick_concrete\" } }"},
       {"{ structure = { \"4\" = \"cheese\" } }", "{ structure = 1 }", "1"},
       file_key + "\nrole = \"buildings\""},
      {"[set]",
       "\"hydrants.radius_m\"",
       {"120", "true", "\"word\""},
       {"nan", "inf", "[1]", "120\nhydrants.radius_m = 130"}},
      {plan + edit, "do", {"\"clear_obstacle\""}, {"\"clear\"", "1"}, "id = \"o\""},
      {plan + edit, "id", {"\"o\""}, no_word, "do = \"clear_obstacle\""},
      {plan + edit,
       "at",
       {"[1, 2]"},
       {"[1, 2, 3, 4]", "[]", "[1]", "[1, nan]", "[1, inf]", "1"},
       "do = \"add_hydrant\"\nid = \"h\""},
      {plan + edit,
       "at",
       {"[1, 2]", "[1, 2, 3, 4]"},
       no_places,
       "do = \"add_obstacle\"\nid = \"o\"\nkind = \"fence\""},
      {plan + edit,
       "kind",
       {"\"tank\""},
       {"\"fence\"", "\"\"", "1"},
       "do = \"add_hydrant\"\nid = \"h\"\nat = [1, 2]"},
      {plan + edit,
       "kind",
       {"\"fence\""},
       {"\"tank\"", "\"\"", "1"},
       "do = \"add_obstacle\"\nid = \"o\"\nat = [1, 2]"},
      {plan + edit,
       "main_layout",
       {"\"ring\"", "\"branch\""},
       {"\"round\"", "\"\"", "1"},
       "do = \"add_hydrant\"\nid = \"h\"\nat = [1, 2]"},
      {plan + edit, "width_m", {"4.5"}, no_number({"0", "-4"}), "do = \"widen_lane\"\nid = \"w\""},
      {plan + edit,
       "name",
       {"\"North\""},
       no_text,
       "do = \"add_station\"\nid = \"s\"\nat = [1, 2]"},
      {"[[scenario]]", "name", {"\"B\""}, {"1", "\"A\""}, {}, "[[scenario]]\nname = \"A\"\n"},
      {"[[scenario]]", "crs", {"\"EPSG:25832\""}, {"\"EPSG:1\"", "1"}, "name = \"A\""},
      {"[view]", "unit", {"\"u1\""}, no_text},
      {"[view]", "against", {"\"Plan B\""}, no_text},
      {"[view]", "ordered", {"true"}, no_truth},
      {"[view]", "background", {"\"ortho.tif\""}, no_word},
      {"[view]", "background_raster", {"\"day\""}, no_text},
      {"[view]", "background_shown", {"false"}, no_truth},
      {"[view]", "background_opacity", {"0", "0.5"}, no_number({"-0.1", "1.1"})},
      {view_layer, "table", {"\"roads\""}, {"1", "\"\""}, "title = \"Roads\""},
      {view_layer, "title", {"\"Roads\""}, {"1", "\"\""}, "table = \"roads\""},
      {view_layer, "shown", {"false"}, no_truth, named_layer},
      {view_layer, "opacity", {"0", "0.5"}, no_number({"-0.1", "1.1"}), named_layer},
      {view_layer, "min_scale", {"5000", "1e9"}, no_number({"0", "-1", "1e10"}), named_layer},
      {view_layer, "min_scale", {"5000"}, {"500", "400"}, named_layer + "\nmax_scale = 500"},
      {view_layer, "max_scale", {"0", "500"}, no_number({"-1", "1e10"}), named_layer},
      {view_layer, "labels", {"true", "false"}, no_truth, named_layer},
      {view_layer, "class_column", {"\"width_m\""}, no_word, named_layer},
      {view_layer,
       "class_ramp",
       {"\"heat\"", "\"grey\""},
       {"\"hot\"", "1"},
       named_layer + "\nclass_column = \"width_m\""},
      {view_layer, "class_ramp", {}, {"\"heat\""}, named_layer},
      {view_layer,
       "class_breaks",
       {"[1, 2.5, 1e6]"},
       {"[2, 1]", "[1, 1]", "[1, nan, 2]", "[1, inf]", "[\"1\"]", "1"},
       named_layer + "\nclass_column = \"width_m\""},
      {view_layer, "class_breaks", {}, {"[1, 2]"}, named_layer},
      {view_look, "table", {"\"roads\""}, {"1", "\"\""}, "layer = \"Roads\"\nrule = \"All\""},
      {view_look, "layer", {"\"Roads\""}, {"1", "\"\""}, "table = \"roads\"\nrule = \"All\""},
      {view_look, "rule", {"\"All\""}, {"1"}, "table = \"roads\"\nlayer = \"Roads\""},
      {view_look, "fill", {"\"#010203\"", "\"#01020304\""}, {"\"red\"", "1"}, named_look},
      {view_look, "stroke", {"\"#010203\""}, {"\"#01\"", "1"}, named_look},
      {view_look, "stroke_mm", {"0", "0.35"}, no_number({"-1", "101"}), named_look},
      {view_look, "size_mm", {"2.5"}, no_number({"-1", "101"}), named_look},
      {view_look, "from", {"-1.5"}, no_number({}), named_look},
      {view_look, "below", {"2"}, no_number({}), named_look},
      {view_look, "below", {"2"}, {"1", "0"}, named_look + "\nfrom = 1"},
      {view_look, "hidden", {"true"}, no_truth, named_look},
      {"[[view.bookmark]]", "name", {"\"old town\""}, no_text, "box = [0, 0, 1, 1]"},
      {"[[view.bookmark]]", "box", {"[0, 0, 1, 1]"}, no_box, "name = \"old town\""},
      {"[sheet]", "title", {"\"T\""}, no_text},
      {"[sheet]", "subtitle", {"\"T\""}, no_text},
      {"[sheet]", "text", {"\"T\""}, no_text},
      {"[sheet]", "paper", {"\"A4\""}, {"\"B4\"", "4"}},
      {"[sheet]", "landscape", {"false"}, no_truth},
      {"[sheet]", "logo", {"\"logo.png\""}, no_word},
      {"[sheet]", "scale", {"5000"}, no_number({"0", "-5000", "99", "1e8"})},
      {"[sheet]", "extent", {"[0, 0, 1, 1]"}, no_box},
      {"[sheet]", "overview", {"true"}, no_truth},
  };
  for (const char* figure : {"flow_lps", "main_mm"})
    keys.push_back({plan + edit,
                    figure,
                    {"12.5"},
                    no_number({"0", "-1"}),
                    "do = \"add_hydrant\"\nid = \"h\"\nat = [1, 2]"});
  const std::vector<std::pair<std::string, std::string>> confirmation{
      {"key", "\"hydrants.radius_m\""},
      {"by", "\"Wang\""},
      {"date", "2026-11-01"},
      {"document", "\"GB 50974\""}};
  for (const auto& [key, value] : confirmation) {
    std::string others;
    for (const auto& [other, said] : confirmation)
      if (other != key) others += other + " = " + said + "\n";
    keys.push_back({"[[confirm]]", key, {value}, {"1", "true", "\"\""}, others});
  }
  const std::string eight = "hydrants = 8\n", due = "by = 2026-12-31\n";
  keys.push_back({"[[target]]", "hydrants", {"8", "1"}, no_number({"0", "-1", "1e6"}), due});
  keys.push_back({"[[target]]", "by", {"2026-12-31", "\"2026-12-31\""}, {"1", "\"\""}, eight});
  keys.push_back({"[[target]]", "unit", {"\"东河镇\""}, no_text, eight + due});
  keys.push_back({"[[target]]", "since", {"2025-01-01"}, {"1", "true"}, eight + due});
  keys.push_back({"[[target]]", "baseline", {"0", "5"}, no_number({"-1", "1e6"}), eight + due});
  keys.push_back({"[[target]]", "document", {"\"县办〔2025〕3号\""}, no_text, eight + due});
  const std::vector<std::pair<std::string, std::string>> override_keys{{"building", "\"w12\""},
                                                                       {"verdict", "\"pass\""},
                                                                       {"by", "\"Wang\""},
                                                                       {"date", "2026-11-27"},
                                                                       {"reason", "\"tried\""}};
  std::string whole;
  for (const auto& [key, value] : override_keys) {
    std::string others;
    for (const auto& [other, said] : override_keys)
      if (other != key) others += other + " = " + said + "\n";
    keys.push_back({"[[override]]", key, {value}, {"1", "true", "\"\""}, others});
    whole += key + " = " + value + "\n";
  }
  keys.push_back({"[[override]]", "inputs", {"\"0123456789ab\""}, no_text, whole});
  return keys;
}

/// The file, and the line on which the key stands.
std::pair<std::string, std::size_t> file_with(const Key& key, const std::string& value) {
  const std::string line = key.key + " = " + value + "\n";
  const std::string beside = key.beside.empty() ? "" : key.beside + "\n";
  const std::string other_source =
      key.table == source_table ? "" : "[[source]]\npath = \"a.shp\"\n";
  std::string before =
      key.table.empty() ? "" : other_source + key.elsewhere + key.table + "\n" + beside;
  const auto at = static_cast<std::size_t>(std::ranges::count(before, '\n')) + 1;
  before += line;
  if (key.table.empty()) before += beside + other_source + key.elsewhere;
  return {before, at};
}

std::string read(const std::string& text, io::Project& project) {
  try {
    project = io::read_project_text(text, "/town/city.toml");
    return {};
  } catch (const Error& e) {
    EXPECT_NE(e.kind(), ErrorKind::internal) << text;
    return e.what();
  }
}

TEST(ProjectKeys, WhatIsTakenIsKept) {
  for (const Key& key : all_keys()) {
    for (const std::string& value : key.taken) {
      const auto [text, line] = file_with(key, value);
      io::Project project;
      ASSERT_EQ(read(text, project), "") << text;
      // Without the line the project is another one, unless the table needs it.
      io::Project without;
      const auto bare =
          read(std::regex_replace(text, std::regex("(^|\n)" + key.key + " = .*"), "$1"), without);
      if (bare.empty()) {
        EXPECT_FALSE(project == without) << key.key << " = " << value << " counts for nothing";
      }
      io::Project again;
      const std::string saved = io::project_text(project, "/town/city.toml");
      ASSERT_EQ(read(saved, again), "") << saved;
      EXPECT_EQ(again, project) << text << "\nwas saved as\n" << saved;
    }
  }
}

TEST(ProjectKeys, WhatCannotBeMeantIsRefused) {
  for (const Key& key : all_keys()) {
    for (const std::string& value : key.refused) {
      const auto [text, line] = file_with(key, value);
      io::Project project;
      const std::string why = read(text, project);
      EXPECT_THAT(why, HasSubstr("city.toml, line ")) << text;
      const bool late = why.find("needs") != std::string::npos ||
                        why.find("second") != std::string::npos ||
                        why.find("twice") != std::string::npos;
      if (!late) {
        EXPECT_THAT(why, HasSubstr("line " + std::to_string(line) + ":")) << text;
      }
    }
  }
}

TEST(ProjectKeys, AKeyThatAnEditHasNoUseForIsRefusedAndNotLost) {
  const std::vector<std::pair<std::string, std::string>> edits{
      {"add_hydrant", "at = [1, 2]"},  {"move_hydrant", "at = [1, 2]"},
      {"switch_off_hydrant", ""},      {"switch_on_hydrant", ""},
      {"add_obstacle", "at = [1, 2]"}, {"clear_obstacle", ""},
      {"widen_lane", "width_m = 4"},   {"add_station", "at = [1, 2]"},
      {"move_station", "at = [1, 2]"}, {"switch_off_station", ""},
      {"switch_on_station", ""}};
  const std::vector<std::pair<std::string, std::string>> extras{
      {"at", "[3, 4]"},   {"name", "\"N\""},           {"kind", "\"gate\""}, {"flow_lps", "10"},
      {"main_mm", "150"}, {"main_layout", "\"ring\""}, {"width_m", "5"}};
  int refused = 0;
  for (const auto& [what, needed] : edits) {
    const std::string head = "[[source]]\npath = \"a.shp\"\n[[scenario]]\nname = \"A\"\n" + edit +
                             "\ndo = \"" + what + "\"\nid = \"x\"\n" + needed + "\n";
    io::Project plain;
    ASSERT_EQ(read(head, plain), "") << head;
    for (const auto& [key, value] : extras) {
      if (needed.starts_with(key)) continue;
      io::Project with;
      const std::string why = read(head + key + " = " + value + "\n", with);
      if (why.empty()) {
        EXPECT_FALSE(with == plain) << what << " takes " << key << " and loses it";
      } else if (!(what == "add_hydrant" && key == "kind")) {
        EXPECT_THAT(why, AllOf(HasSubstr("line 9: " + what + " has no use for " + key),
                               HasSubstr("Take the line out")));
        ++refused;
      }
    }
  }
  EXPECT_EQ(refused, 64);
}

TEST(ProjectKeys, TablesThatStandTwiceAreRefused) {
  const std::string source = "[[source]]\npath = \"a.shp\"\n";
  io::Project project;
  const std::string layer = view_layer + "\n" + named_layer + "\n";
  EXPECT_THAT(read(source + layer + layer, project), HasSubstr("line 6: a second [[view.layer]]"));
  const std::string look = view_look + "\n" + named_look + "\n";
  EXPECT_THAT(read(source + look + look, project), HasSubstr("a second [[view.look]] \"All\""));
  EXPECT_THAT(read(source + "layer = \"a\"\nlayers = [\"b\"]\n", project),
              HasSubstr("line 3: layer and layers"));
}

/// The manual names every key of the table, and the table every key of the manual.
TEST(ProjectKeys, AreThoseOfTheManual) {
  std::ifstream in(std::string(FIREBREAK_SOURCE) + "/docs/project-file.md");
  const std::string manual{std::istreambuf_iterator<char>(in), {}};
  std::set<std::string> known;
  for (const Key& key : all_keys()) {
    known.insert(key.key);
    const bool told = manual.find(key.key + " = ") != std::string::npos ||
                      manual.find("`" + key.key + "`") != std::string::npos ||
                      manual.find("[source." + key.key) != std::string::npos;
    EXPECT_TRUE(told) << key.table << " " << key.key;
  }
  const std::regex line("\n([a-z_]+) = ");
  const std::string example = manual.substr(0, manual.rfind("```"));
  for (std::sregex_iterator it(example.begin(), example.end(), line), end; it != end; ++it)
    if ((*it)[1] != "height_m") {
      EXPECT_TRUE(known.contains((*it)[1])) << (*it)[1];
    }
}

}  // namespace
}  // namespace firebreak
