#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.hpp"

namespace CLI {
class App;
}

namespace firebreak::cli {

/// What every command shares: the options before or after its name.
struct Common {
  bool json = false;
  bool quiet = false;
  std::string language;          ///< "zh", "en" or empty: from the locale
  int threads = 0;               ///< 0: as many as there are cores
  std::optional<bool> progress;  ///< empty: when stderr is a terminal
};

/// What the parsed command does; returns the exit code.
using Run = std::function<int(const Common&, const Job&)>;

/// Each adds one command to the program. Parsing only fills options; the work happens when `run`
/// is called, after every option of the call has been checked.
void add_inspect(CLI::App& app, Run& run);
void add_assess(CLI::App& app, Run& run);
void add_explain(CLI::App& app, Run& run);
void add_fieldcheck(CLI::App& app, Run& run);
void add_ledger(CLI::App& app, Run& run);
void add_map(CLI::App& app, Run& run);
void add_profiles(CLI::App& app, Run& run);

}  // namespace firebreak::cli
