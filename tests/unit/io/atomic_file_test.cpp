#include "core/io/atomic_file.hpp"

#include <gmock/gmock.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <thread>

#include "core/base/error.hpp"
#include "core/io/gpkg_write.hpp"
#include "core/io/risk_file.hpp"
#include "risk_sample.hpp"
#include "support/temp_dir.hpp"

namespace firebreak::io {
namespace {

namespace fs = std::filesystem;
using test::TempDir;
using testing::HasSubstr;
using testing::ThrowsMessage;

void write_sample(const fs::path& file, Existing existing) {
  write_risk_file(file, test::sample_tables(), test::sample_record(), test::sample_ledger(),
                  test::sample_styles(), existing, Job{});
}

/// Runs `work` in a child process; its exit status is what `work` returns.
template <class Work>
pid_t in_child(const Work& work) {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(work());
  return child;
}

int exit_status(pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/// 0 if writing fails as `Error` (file) whose text holds `expected`, otherwise what went wrong.
int fails_with(const fs::path& file, Existing existing, const std::string& expected) {
  try {
    write_sample(file, existing);
    return 10;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::file) return 11;
    return std::string(error.what()).find(expected) == std::string::npos ? 12 : 0;
  } catch (...) {
    return 13;
  }
}

std::size_t files_in(const fs::path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
}

class Output : public testing::Test {
 protected:
  TempDir folder_;
  fs::path file_ = folder_ / "RISK.gpkg";
};

TEST_F(Output, ANewFileInAFolderIsFine) {
  EXPECT_NO_THROW(check_writable(file_, Existing::refuse));
  EXPECT_EQ(files_in(folder_.path()), 0U);
}

TEST_F(Output, ThereMustBeAFolder) {
  EXPECT_THAT([&] { check_writable(folder_ / "no/such/RISK.gpkg", Existing::refuse); },
              ThrowsMessage<Error>(HasSubstr("no/such does not exist. Make it first.")));
}

TEST_F(Output, AFolderIsNoFile) {
  for (const auto existing : {Existing::refuse, Existing::replace})
    EXPECT_THAT([&] { check_writable(folder_.path(), existing); },
                ThrowsMessage<Error>(HasSubstr("is a folder. Name a file to write.")));
}

TEST_F(Output, AnExistingFileNeedsOverwrite) {
  folder_.write("RISK.gpkg", "not ours");
  EXPECT_THAT([&] { check_writable(file_, Existing::refuse); },
              ThrowsMessage<Error>(HasSubstr("RISK.gpkg exists. Use --overwrite to replace it.")));
  EXPECT_THAT([&] { write_sample(file_, Existing::refuse); },
              ThrowsMessage<Error>(HasSubstr("exists. Use --overwrite")));
  EXPECT_EQ(test::read_file(file_), "not ours");
  write_sample(file_, Existing::replace);
  EXPECT_EQ(open_risk_file(file_).record.title, "Lauf 劳夫");
  EXPECT_EQ(files_in(folder_.path()), 1U);
}

TEST_F(Output, InputsAreNeverReplaced) {
  folder_.write("RISK.gpkg", "an input");
  const std::vector<fs::path> inputs{folder_ / "other.gpkg", folder_.path() / "." / "RISK.gpkg"};
  EXPECT_THAT([&] { check_writable(file_, Existing::replace, inputs); },
              ThrowsMessage<Error>(HasSubstr("is also an input")));
}

TEST_F(Output, AFileOpenElsewhereIsNotReplaced) {
  write_sample(file_, Existing::refuse);
  const test::Database other(file_, true);
  other.run("PRAGMA journal_mode=WAL; UPDATE assessment SET unit='m'");
  EXPECT_THAT([&] { check_writable(file_, Existing::replace); },
              ThrowsMessage<Error>(HasSubstr("another program has this file open (RISK.gpkg-wal")));
}

TEST_F(Output, ALinkIsFollowedAndKept) {
  write_sample(file_, Existing::refuse);
  const fs::path link = folder_ / "latest.gpkg";
  fs::create_symlink("RISK.gpkg", link);
  write_sample(link, Existing::replace);
  EXPECT_TRUE(fs::is_symlink(link));
  EXPECT_FALSE(fs::is_symlink(file_));
  EXPECT_EQ(files_in(folder_.path()), 2U);
}

TEST_F(Output, ANewFileHasOrdinaryRightsAndAReplacedOneItsOwn) {
  const mode_t mask = ::umask(022);
  write_sample(file_, Existing::refuse);
  EXPECT_EQ(fs::status(file_).permissions(), fs::perms(0644));
  fs::permissions(file_, fs::perms(0640));
  write_sample(file_, Existing::replace);
  EXPECT_EQ(fs::status(file_).permissions(), fs::perms(0640));
  ::umask(mask);
}

TEST_F(Output, AReadOnlyFolderSaysSo) {
  fs::permissions(folder_.path(), fs::perms(0555));
  const int status = exit_status(in_child([&] {
    // Rights do not bind the superuser.
    if (::getuid() == 0 && ::setuid(65534) != 0) return 20;
    return fails_with(file_, Existing::refuse, "cannot be written to (Permission denied). Choose");
  }));
  fs::permissions(folder_.path(), fs::perms(0755));
  EXPECT_EQ(status, 0);
}

TEST_F(Output, ALimitOnFilesSaysSoAndLeavesTheOldFile) {
  folder_.write("RISK.gpkg", "older result");
  for (const rlim_t limit : {0UL, 4096UL, 40000UL, 120000UL}) {
    const int status = exit_status(in_child([&] {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit small{limit, limit};
      ::setrlimit(RLIMIT_FSIZE, &small);
      return fails_with(file_, Existing::replace, "the disk takes no more");
    }));
    EXPECT_EQ(status, 0) << limit;
    EXPECT_EQ(test::read_file(file_), "older result");
    EXPECT_EQ(files_in(folder_.path()), 1U);
  }
}

TEST_F(Output, AFullDiskSaysSoAndLeavesTheOldFile) {
  const fs::path disk = folder_ / "disk";
  fs::create_directory(disk);
  if (::mount("tmpfs", disk.c_str(), "tmpfs", 0, "size=96k") != 0)
    GTEST_SKIP() << "NOT TESTED: a full disk (no right to mount a small one)";
  std::ofstream(disk / "RISK.gpkg") << "older result";
  const int status = exit_status(in_child([&] {
    return fails_with(disk / "RISK.gpkg", Existing::replace,
                      "the disk is full. Nothing was changed");
  }));
  const std::string kept = test::read_file(disk / "RISK.gpkg");
  const std::size_t files = files_in(disk);
  ::umount(disk.c_str());
  EXPECT_EQ(status, 0);
  EXPECT_EQ(kept, "older result");
  EXPECT_EQ(files, 1U);
}

TEST_F(Output, AKillLeavesTheOlderResultWhole) {
  write_sample(file_, Existing::refuse);
  for (int round = 0; round < 25; ++round) {
    const pid_t child = in_child([&] {
      for (;;) write_sample(file_, Existing::replace);
      return 0;
    });
    std::this_thread::sleep_for(std::chrono::microseconds(1500 + 3701 * round));
    ::kill(child, SIGKILL);
    exit_status(child);
    const RiskFile risk = open_risk_file(file_);
    ASSERT_EQ(risk.read_table("building_risk").rows(), 4U) << "round " << round;
    ASSERT_EQ(test::Database(file_).text("PRAGMA integrity_check"), "ok");
  }
}

TEST_F(Output, LeftoversOfKilledWritersAreCleared) {
  fs::path leftover;
  {
    const AtomicFile writing(file_, Existing::refuse);
    leftover = folder_ / (writing.path().filename().string() + "X");
    std::ofstream(leftover) << "half a file";
    const auto old = fs::file_time_type::clock::now() - std::chrono::minutes(5);
    fs::last_write_time(leftover, old);
    fs::last_write_time(writing.path(), old);
    const AtomicFile next(file_, Existing::refuse);
    EXPECT_FALSE(fs::exists(leftover));
    EXPECT_TRUE(fs::exists(writing.path())) << "a living writer's file was taken away";
  }
  EXPECT_EQ(files_in(folder_.path()), 0U);
}

}  // namespace
}  // namespace firebreak::io
