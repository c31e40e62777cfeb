#include "core/io/sha256.hpp"

#include <gmock/gmock.h>

#include "core/base/error.hpp"
#include "support/temp_dir.hpp"

namespace firebreak::io {
namespace {

constexpr const char* of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr const char* of_nothing =
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
constexpr const char* of_two_blocks =
    "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
constexpr const char* of_a_million_a =
    "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";

TEST(Sha256, GivesThePublishedDigests) {
  const std::string two = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
  const std::string many(1000000, 'a');
  for (const auto hash : {sha256_of_bytes, sha256_of_bytes_portably}) {
    EXPECT_EQ(hash("abc"), of_abc);
    EXPECT_EQ(hash(""), of_nothing);
    EXPECT_EQ(hash(two), of_two_blocks);
    EXPECT_EQ(hash(many), of_a_million_a);
  }
}

TEST(Sha256, BothWaysAgreeForEveryLength) {
  std::string bytes;
  for (int i = 0; i < 300; ++i) {
    EXPECT_EQ(sha256_of_bytes(bytes), sha256_of_bytes_portably(bytes)) << i;
    bytes += static_cast<char>(i * 37);
  }
}

TEST(Sha256, CoversAllPartsOfAShapefileAndAFolder) {
  const test::TempDir dir;
  const auto file = dir.write("a.bin", "abc");
  EXPECT_EQ(sha256_of(file), of_abc);
  const auto shp = dir.write("s/town.shp", "c");
  dir.write("s/town.dbf", "ab");
  dir.write("s/town.qml", "a style is not data");
  dir.write("s/town2.dbf", "another file");
  EXPECT_EQ(sha256_of(shp), of_abc);  // .dbf before .shp
  dir.write("g.gdb/1", "a");
  dir.write("g.gdb/2", "bc");
  dir.write("g.gdb/x.lock", "who has it open");
  EXPECT_EQ(sha256_of(dir / "g.gdb"), of_abc);
  EXPECT_THROW(sha256_of(dir / "none"), Error);
}

}  // namespace
}  // namespace firebreak::io
