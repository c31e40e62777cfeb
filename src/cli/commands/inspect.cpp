#include <CLI/CLI.hpp>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/city_source.hpp"
#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/json_text.hpp"
#include "core/io/load.hpp"
#include "core/normalise/normalise.hpp"

namespace firebreak::cli {

namespace {

struct Call {
  std::vector<std::string> sources;
  std::string crs;
  int examples = 3;
};

std::string crs_words(const SourceLayer& layer) {
  const Crs& crs = layer.crs.known() ? layer.crs : layer.raw.crs;
  if (crs.known())
    return crs.epsg() != 0 ? fmt::format("EPSG:{} {}", crs.epsg(), crs.name()) : crs.name();
  if (layer.recognition.crs && layer.recognition.crs->crs)
    return text("EPSG:{} (assumed)", layer.recognition.crs->crs->epsg());
  return text("unknown");
}

void print_layer(const SourceLayer& layer) {
  const RawLayer& raw = layer.raw;
  const Recognition& seen = layer.recognition;
  std::cout << fmt::format("{}  [{}]\n", raw.path, raw.layer);
  const auto line = [](std::string_view name, const std::string& value) {
    std::cout << "  " << padded(name, 14) << value << '\n';
  };
  line(text("taken for"), text("{} (confidence {:.0f} %): {}", translate(role_name(seen.role)),
                               100 * seen.confidence, seen.reason));
  line(text("records"), std::to_string(raw.size()));
  line(text("format"), raw.driver);
  line(text("CRS"), crs_words(layer));
  if (!raw.encoding.empty())
    line(text("encoding"),
         raw.encoding_guessed ? text("{} (by content)", raw.encoding) : raw.encoding);
  for (const ColumnView& column : seen.columns) {
    if (column.filled == 0) continue;
    std::string samples;
    for (const std::string& sample : column.samples)
      samples += (samples.empty() ? "" : " | ") + sample;
    std::cout << "    " << padded(column.name, 24)
              << padded(column.field.empty() ? text("(kept as it is)") : "-> " + column.field, 22)
              << samples << '\n';
  }
  for (const std::string& sentence : seen.assumed) line(text("assumed"), sentence);
  for (const std::string& sentence : seen.proposed) line(text("to confirm"), sentence);
  std::cout << '\n';
}

nlohmann::json layer_json(const SourceLayer& layer) {
  const Recognition& seen = layer.recognition;
  nlohmann::json fields = nlohmann::json::array();
  for (const ColumnView& column : seen.columns)
    fields.push_back({{"column", column.name},
                      {"field", column.field},
                      {"samples", column.samples},
                      {"filled", column.filled}});
  return {{"path", layer.raw.path},
          {"layer", layer.raw.layer},
          {"driver", layer.raw.driver},
          {"role", role_name(seen.role)},
          {"confidence", seen.confidence},
          {"reason", seen.reason},
          {"records", layer.raw.size()},
          {"crs", crs_words(layer)},
          {"encoding", layer.raw.encoding},
          {"encoding_guessed", layer.raw.encoding_guessed},
          {"columns", fields},
          {"assumed", seen.assumed},
          {"proposed", seen.proposed}};
}

/// Issues of one kind, severity and source, counted.
struct HealthLine {
  std::uint64_t count = 0;
  std::vector<const Issue*> examples;
};
using Health = std::map<std::tuple<int, IssueKind, Action, std::uint32_t>, HealthLine>;

Health health_of(const City& city, int examples) {
  Health health;
  for (const Issue& issue : city.issues) {
    auto& line = health[{2 - static_cast<int>(issue.severity), issue.kind, issue.action,
                         issue.origin.source}];
    line.count += issue.records;
    if (static_cast<int>(line.examples.size()) < examples) line.examples.push_back(&issue);
  }
  return health;
}

void print_health(const City& city, int examples) {
  std::uint64_t records = 0;
  for (const Issue& issue : city.issues) records += issue.records;
  std::cout << text("Data health: {} entries", records) << "\n";
  for (const auto& [key, line] : health_of(city, examples)) {
    const auto& [severity, kind, action, source] = key;
    std::cout << "  " << padded(translate(severity_name(static_cast<Severity>(2 - severity))), 10)
              << padded(translate(issue_kind_name(kind)), 26) << line.count << "  "
              << translate(action_name(action)) << "  [" << city.sources[source].layer << "]\n";
    for (const Issue* issue : line.examples) {
      std::cout << "      ";
      if (issue->origin.fid >= 0) std::cout << text("record {}: ", issue->origin.fid);
      std::cout << issue->detail << '\n';
    }
    if (!line.examples.empty() && !line.examples.front()->effect.empty())
      std::cout << "      " << text("Effect: {}", line.examples.front()->effect) << '\n';
  }
}

nlohmann::json health_json(const City& city) {
  nlohmann::json out = nlohmann::json::array();
  for (const auto& [key, line] : health_of(city, 1)) {
    const auto& [severity, kind, action, source] = key;
    out.push_back({{"severity", severity_name(static_cast<Severity>(2 - severity))},
                   {"kind", issue_kind_name(kind)},
                   {"action", action_name(action)},
                   {"count", line.count},
                   {"path", city.sources[source].path},
                   {"layer", city.sources[source].layer},
                   {"example", line.examples.empty() ? "" : line.examples.front()->detail},
                   {"effect", line.examples.empty() ? "" : line.examples.front()->effect}});
  }
  return out;
}

void print_use(const City& city) {
  std::cout << text(
                   "Used, in {} (scale error {:.2g}):",
                   city.crs.epsg() != 0 ? fmt::format("EPSG:{}", city.crs.epsg()) : city.crs.name(),
                   city.scale_error)
            << '\n';
  for (const Source& source : city.sources)
    std::cout << "  " << padded(translate(role_name(source.role)), 22)
              << text("{} read, {} set aside, accuracy {:g} m", source.read, source.set_aside,
                      source.accuracy_m)
              << "  [" << source.layer << "]"
              << (source.crs_note.empty() ? "" : "  " + source.crs_note) << '\n';
  std::cout << '\n';
}

int inspect(const Call& call, const Common& common, const Job& job) {
  io::Project project;
  if (call.sources.size() == 1) {
    project = project_of({call.sources.front(), {}, call.crs});
  } else {
    for (const std::string& path : call.sources) {
      const io::Project one = project_of({path, {}, call.crs});
      if (project.name.empty()) project = io::Project(one), project.sources.clear();
      project.sources.insert(project.sources.end(), one.sources.begin(), one.sources.end());
    }
  }
  auto layers = io::read_and_recognise(project, job.part(0, 0.6));
  nlohmann::json out{{"layers", nlohmann::json::array()}};
  for (const SourceLayer& layer : layers) {
    if (common.json)
      out["layers"].push_back(layer_json(layer));
    else
      print_layer(layer);
  }
  NormaliseOptions options;
  if (!project.crs.empty()) options.crs = Crs(project.crs);
  const City city = normalise(std::move(layers), options, job.part(0.6, 1));
  if (!common.json) {
    print_use(city);
    print_health(city, call.examples);
    return 0;
  }
  out["crs"] = city.crs.definition();
  out["scale_error"] = city.scale_error;
  out["data_health"] = health_json(city);
  for (const Source& source : city.sources)
    out["sources"].push_back({{"path", source.path},
                              {"layer", source.layer},
                              {"role", role_name(source.role)},
                              {"read", source.read},
                              {"set_aside", source.set_aside},
                              {"sha256", source.sha256}});
  std::cout << json_text(out) << '\n';
  return 0;
}

}  // namespace

void add_inspect(CLI::App& app, Run& run) {
  auto call = std::make_shared<Call>();
  CLI::App* command = app.add_subcommand(
      "inspect", text("What would be read: layers, roles, CRS, fields, encoding, data health"));
  command->add_option("source", call->sources, text("Project file, folder or datasets"))
      ->required();
  command->add_option("--crs", call->crs, text("CRS to work in, e.g. EPSG:4547 (default: chosen)"));
  command->add_option("--examples", call->examples, text("Examples shown of each defect"))
      ->check(CLI::Range(0, 1000));
  command->final_callback([call, &run] {
    run = [call](const Common& common, const Job& job) { return inspect(*call, common, job); };
  });
}

}  // namespace firebreak::cli
