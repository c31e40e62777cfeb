#include "core/io/departments_file.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "core/base/error.hpp"
#include "core/base/speaking.hpp"
#include "core/io/ledger_tables.hpp"
#include "core/io/load.hpp"
#include "core/io/project.hpp"
#include "core/model/site_category.hpp"
#include "support/temp_dir.hpp"

namespace firebreak::io {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr const char* two_offices = R"([departments]
schools = { zh = "教育局", en = "education" }
traffic = "交警大队"
[key_sites]
school = "schools"
[findings]
fire_lane = "schools"
[obstacles]
parked = "traffic"
)";

TEST(Departments, AreReadInTheLanguageOfTheRun) {
  EXPECT_EQ(departments_from(two_offices, "d.toml").of_site.at("school"), "education");
  const Speaking chinese(Language::zh);
  const Departments departments = departments_from(two_offices, "d.toml");
  EXPECT_EQ(departments.of_site.at("school"), "教育局");
  EXPECT_EQ(departments.of("fire_lane", "parked"), "交警大队") << "whose matter the car is";
  EXPECT_EQ(departments.of("fire_lane", "wall"), "教育局");
  EXPECT_EQ(departments.of("risk_zone", ""), "");
}

TEST(Departments, AProjectMayNameItsOwn) {
  const test::TempDir folder;
  std::ofstream(folder / "offices.toml") << two_offices;
  const Project project = read_project_text(
      "departments = \"offices.toml\"\n[[source]]\npath = \"a.shp\"\n", folder / "city.toml");
  EXPECT_EQ(normalise_options(project).departments.of_site.at("school"), "education");
  EXPECT_FALSE(normalise_options(project).departments.of_site.contains("hospital"))
      << "not those shipped";
  Project other = project;
  other.departments.clear();
  EXPECT_TRUE(normalise_options(other).departments.of_site.contains("hospital"));
}

TEST(Departments, WordsThatNobodyKnowsAreRefusedWithTheNearest) {
  const auto read = [](std::string toml) { departments_from(toml, "d.toml"); };
  EXPECT_THAT([&] { read("[departments]\na = \"A\"\n[key_sites]\nschol = \"a\"\n"); },
              ThrowsMessage<Error>(AllOf(HasSubstr("line 4"), HasSubstr("schol"),
                                         HasSubstr("did you mean school?"))));
  EXPECT_THAT([&] { read("[departments]\nhealth = \"A\"\n[key_sites]\nschool = \"helth\"\n"); },
              ThrowsMessage<Error>(HasSubstr("did you mean health?")));
  EXPECT_THAT([&] { read("[departments]\nhealth = {}\n"); },
              ThrowsMessage<Error>(HasSubstr("health should be a name")));
}

TEST(Departments, TheShippedFileNamesOneForEveryCategory) {
  const Departments departments = departments_named({});
  for (std::size_t i = 0; i < site_category_count; ++i) {
    const std::string_view category = site_category_name(static_cast<SiteCategory>(i));
    EXPECT_TRUE(departments.of_site.contains(category)) << category;
    EXPECT_EQ(site_category_from(category), static_cast<SiteCategory>(i));
  }
  for (const char* kind : {"hydrant_gap", "hydrant_spacing", "fire_lane", "risk_zone"})
    EXPECT_FALSE(departments.of(kind, "").empty()) << kind;
}

}  // namespace
}  // namespace firebreak::io
