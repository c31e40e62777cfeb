#include "core/io/passed_over.hpp"

#include <gmock/gmock.h>

#include "support/temp_dir.hpp"

namespace firebreak::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

class PassedOverFiles : public testing::Test {
 protected:
  std::vector<std::pair<std::string, std::string>> found() const {
    std::vector<std::pair<std::string, std::string>> out;
    for (const PassedOver& file : passed_over(dir.path()))
      out.emplace_back(file.path.filename().string(), file.reason);
    return out;
  }
  test::TempDir dir;
};

TEST_F(PassedOverFiles, AreToldWithTheReason) {
  for (const char* name : {"hydrants.csv", "notes.txt", "scan.PDF", "table.et", "old.rar",
                           "~$hydrants.xlsx", "strange.xyz"})
    dir.write(name, "x");
  EXPECT_THAT(
      found(),
      ElementsAre(Pair("notes.txt", HasSubstr(".csv")), Pair("old.rar", HasSubstr("unpack")),
                  Pair("scan.PDF", HasSubstr("document")),
                  Pair("strange.xyz", HasSubstr("not read")), Pair("table.et", HasSubstr("WPS")),
                  Pair("~$hydrants.xlsx", HasSubstr("office program"))));
}

TEST_F(PassedOverFiles, PartsOfADataSetAreNoneUnlessTheirMainFileIsLost) {
  for (const char* name : {"roads.shp", "roads.dbf", "roads.shx", "roads.prj", "roads.shp.xml",
                           "lost.shx", "lost.prj", ".hidden", "mapping.toml"})
    dir.write(name, "x");
  EXPECT_THAT(found(), ElementsAre(Pair("lost.prj", HasSubstr("main file")),
                                   Pair("lost.shx", HasSubstr("main file"))));
}

TEST_F(PassedOverFiles, FoldersAreLookedIntoAsDeepAsForData) {
  std::filesystem::create_directories(dir.path() / "town" / "deeper");
  std::filesystem::create_directories(dir.path() / "town" / "empty");
  dir.write("town/hydrants.csv", "x");
  dir.write("town/readme.docx", "x");
  dir.write("town/deeper/roads.csv", "x");
  EXPECT_THAT(found(), ElementsAre(Pair("deeper", HasSubstr("open it by itself")),
                                   Pair("readme.docx", HasSubstr("document"))));
}

TEST_F(PassedOverFiles, OfAProjectOrAFileThereAreNone) {
  dir.write("notes.txt", "x");
  EXPECT_TRUE(passed_over(dir.path() / "notes.txt").empty());
  EXPECT_TRUE(passed_over(dir.path() / "nothing").empty());
  dir.write("city.toml", "");
  EXPECT_TRUE(found().empty());
}

}  // namespace
}  // namespace firebreak::io
