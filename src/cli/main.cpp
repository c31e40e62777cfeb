#include <CLI/CLI.hpp>
#include <exception>
#include <filesystem>
#include <iostream>
#include <new>

#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/not_yet.hpp"
#include "core/base/error.hpp"
#include "core/base/heap.hpp"

namespace {

using namespace firebreak;

/// The `--lang` of the call, found before parsing so that help is in that language too.
void choose_language(int argc, char** argv) {
  Language language = cli::language_of_locale();
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    std::string_view value;
    if (word.starts_with("--lang=")) value = word.substr(7);
    if (word == "--lang" && i + 1 < argc) value = argv[i + 1];
    if (value == "zh") language = Language::zh;
    if (value == "en") language = Language::en;
  }
  set_language(language);
}

void add_common(CLI::App& app, cli::Common& common) {
  app.add_flag("--json", common.json, text("Results as JSON on stdout"));
  app.add_flag("-q,--quiet", common.quiet, text("Say nothing but results and errors"));
  app.add_option("--lang", common.language, text("Language of the results: zh or en"))
      ->check(CLI::IsMember({"zh", "en"}));
  app.add_option("--threads", common.threads, text("How many threads to use (0: all cores)"))
      ->check(CLI::Range(0, 256));
  app.add_flag("--progress,!--no-progress", common.progress,
               text("Progress on stderr (default: when it is a terminal)"));
}

/// What the parser refuses, in the user's language; the parser itself speaks English.
std::string refusal(const CLI::ParseError& e) {
  const std::string said = e.what();
  const auto after = [&](std::string_view mark) {
    const auto at = said.find(mark);
    return at == std::string::npos ? said : said.substr(at + mark.size());
  };
  const std::string name = said.substr(0, said.find_first_of(": "));
  if (dynamic_cast<const CLI::ExtrasError*>(&e) != nullptr)
    return text("Not understood: {}", after("expected: "));
  if (dynamic_cast<const CLI::RequiredError*>(&e) != nullptr) return text("{} is missing.", name);
  if (dynamic_cast<const CLI::ExcludesError*>(&e) != nullptr)
    return text("{} cannot stand beside another option of this call.", name);
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&e) != nullptr)
    return text("{}: a value is missing, or there are too many.", name);
  if (dynamic_cast<const CLI::ValidationError*>(&e) != nullptr ||
      dynamic_cast<const CLI::ConversionError*>(&e) != nullptr)
    return text("{}: this value is not accepted ({}).", name, after(": "));
  return text("The command line is not understood: {}", said);
}

int run_command(int argc, char** argv) {
  choose_language(argc, argv);
  if (const auto name = cli::not_yet(argc, argv)) {
    std::cerr << "firebreak: " << cli::not_yet_sentence(*name) << '\n';
    return static_cast<int>(ErrorKind::usage);
  }
  CLI::App app(text("Fire risk of a city, building by building: water out of reach, blocked fire "
                    "lanes, dense old districts."),
               "firebreak");
  app.set_version_flag("--version", std::string("firebreak ") + FIREBREAK_VERSION,
                       text("Show the version"));
  app.set_help_flag("-h,--help", text("Show this help"));
  app.require_subcommand(0, 1);
  app.fallthrough();
  cli::Common common;
  cli::Run run;
  add_common(app, common);
  cli::add_inspect(app, run);
  cli::add_assess(app, run);
  cli::add_explain(app, run);
  cli::add_fieldcheck(app, run);
  cli::add_ledger(app, run);
  cli::add_map(app, run);
  cli::add_profiles(app, run);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    if (language() == Language::zh && e.get_exit_code() != 0) {
      std::cerr << refusal(e) << '\n' << text("--help tells what may be written.") << '\n';
      return static_cast<int>(ErrorKind::usage);
    }
    const int code = app.exit(e, std::cout, std::cerr);
    return code == 0 ? 0 : static_cast<int>(ErrorKind::usage);
  }

  if (!run) {
    std::cerr
        << "firebreak: "
        << text("name a command: inspect, assess, explain, map or profiles; --help tells more.")
        << '\n';
    return static_cast<int>(ErrorKind::usage);
  }

  const unsigned threads = common.threads > 0 ? static_cast<unsigned>(common.threads)
                                              : std::thread::hardware_concurrency();
  cli::ProgressLine line(common.progress.value_or(cli::stderr_is_terminal()) && !common.quiet);
  const Job job(
      cli::stop_on_signals(),
      [&](double done, std::string_view doing) { line.report(done, doing); }, threads);
  try {
    const int code = run(common, job);
    line.clear();
    std::cout.flush();
    if (!std::cout) {
      std::cerr << "firebreak: " << text("the output could not be written.") << '\n';
      return static_cast<int>(ErrorKind::file);
    }
    return code;
  } catch (const Cancelled&) {
    line.clear();
    std::cerr << "firebreak: " << text("stopped; nothing was written.") << '\n';
    return 5;
  } catch (const Error& e) {
    line.clear();
    std::cerr << "firebreak: " << e.what() << '\n';
    return static_cast<int>(e.kind());
  } catch (const std::filesystem::filesystem_error& e) {
    line.clear();
    std::cerr << "firebreak: "
              << text("{}: the system refuses this ({}). Check rights and free space.",
                      e.path1().string(), e.code().message())
              << '\n';
    return static_cast<int>(ErrorKind::file);
  } catch (const std::bad_alloc&) {
    line.clear();
    std::cerr << "firebreak: "
              << text("not enough memory. Close other programs, or assess a part of the city.")
              << '\n';
    return static_cast<int>(ErrorKind::file);
  }
}

}  // namespace

int main(int argc, char** argv) {
  firebreak::give_back_large_arrays();
  try {
    return run_command(argc, argv);
  } catch (const std::exception& e) {
    std::cerr << "firebreak: "
              << firebreak::text("internal error: {}. Please report this with the command you ran.",
                                 e.what())
              << '\n';
    return static_cast<int>(firebreak::ErrorKind::internal);
  }
}
