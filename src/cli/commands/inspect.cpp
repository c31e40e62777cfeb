#include <CLI/CLI.hpp>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/city_source.hpp"
#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/json_text.hpp"
#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/geo/crs.hpp"
#include "core/io/atomic_file.hpp"
#include "core/io/load.hpp"
#include "core/io/mapping_of.hpp"
#include "core/io/passed_over.hpp"
#include "core/normalise/column_reports.hpp"
#include "core/normalise/crs_choice.hpp"
#include "core/normalise/normalise.hpp"
#include "core/session/run_settings.hpp"

namespace firebreak::cli {

namespace {

struct Call {
  std::vector<std::string> sources;
  std::string crs;
  std::string mapping;
  std::string save;
  bool overwrite = false;
  bool columns = false;
  int examples = 3;
  Acceptance accept;
};

/// The CRS that is declared for the layer, else what its file says.
const Crs& declared_crs(const SourceLayer& layer) {
  return layer.crs.known() ? layer.crs : layer.raw.crs;
}

std::string crs_words(const SourceLayer& layer) {
  const Crs& crs = declared_crs(layer);
  if (crs.known())
    return crs.epsg() != 0 ? fmt::format("EPSG:{} {}", crs.epsg(), crs.name()) : crs.name();
  if (layer.recognition.crs && layer.recognition.crs->crs)
    return text("EPSG:{} (assumed)", layer.recognition.crs->crs->epsg());
  return text("unknown");
}

/// Where on the globe the middle of the layer's records lies by its CRS: exchanged axes or a wrong
/// zone are seen there by whoever knows the city. Empty where it cannot be told.
std::optional<Xy> lonlat_of(const SourceLayer& layer) {
  Crs crs = declared_crs(layer);
  if (!crs.known() && layer.recognition.crs && layer.recognition.crs->crs)
    crs = *layer.recognition.crs->crs;
  std::vector<Xy> middles;
  for (const Box& box : layer.raw.shapes.boxes)
    if (!box.empty()) middles.push_back(box.centre());
  const std::optional<Xy> middle = median_place(std::move(middles));
  if (!crs.known() || !middle) return std::nullopt;
  try {
    const Xy place = Transform(crs, wgs84())(*middle);
    return std::isfinite(place.x_m) && std::isfinite(place.y_m) ? std::optional(place)
                                                                : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;  // a grid of a site, tied to no place on the globe
  }
}

std::string place_words(Xy lonlat) {
  return text("around {:.2f}° {}, {:.2f}° {}", std::abs(lonlat.x_m), lonlat.x_m < 0 ? 'W' : 'E',
              std::abs(lonlat.y_m), lonlat.y_m < 0 ? 'S' : 'N');
}

using Reports = std::vector<std::vector<ColumnReport>>;

std::string column_words(const ColumnView& column) {
  return padded(column.name, 24) +
         padded(column.field.empty() ? text("(kept as it is)") : "-> " + column.field, 22);
}

/// What every column became, examples, and what is not understood.
void print_reports(const Recognition& seen, const std::vector<ColumnReport>& reports) {
  for (std::size_t c = 0; c < seen.columns.size(); ++c) {
    const ColumnView& column = seen.columns[c];
    const ColumnReport& report = reports[c];
    std::cout << "    " << column_words(column);
    if (column.field.empty())
      std::cout << text("{} filled, {} empty", report.read, report.empty) << '\n';
    else
      std::cout << text("{} read, {} with an assumption, {} not understood, {} empty", report.read,
                        report.assumed, report.unread, report.empty)
                << '\n';
    std::string examples;
    for (const ValueExample& example : report.examples) {
      if (!examples.empty()) examples += " | ";
      examples += example.cell;
      if (example.meaning != example.cell) examples += " = " + example.meaning;
    }
    if (!examples.empty()) std::cout << "        " << text("examples: {}", examples) << '\n';
    std::string strange;
    for (const ValueCount& value : report.not_read)
      strange += fmt::format("{}{} ({})", strange.empty() ? "" : " | ", value.cell, value.count);
    if (report.different_not_read > report.not_read.size())
      strange += " | " + text(for_count(report.different_not_read - report.not_read.size(),
                                        tr_key("and {} other"), tr_key("and {} others")),
                              report.different_not_read - report.not_read.size());
    if (!strange.empty()) std::cout << "        " << text("not understood: {}", strange) << '\n';
  }
}

void print_layer(const SourceLayer& layer, const std::vector<ColumnReport>* reports) {
  const RawLayer& raw = layer.raw;
  const Recognition& seen = layer.recognition;
  std::cout << fmt::format("{}  [{}]\n", raw.path, raw.layer);
  const auto line = [](std::string_view name, const std::string& value) {
    std::cout << "  " << padded(name, 14) << value << '\n';
  };
  line(text("taken for"), text("{} (confidence {:.0f} %): {}", translate(role_name(seen.role)),
                               100 * seen.confidence, seen.reason));
  if (layer.remembered.any() && layer.role_from != RoleFrom::mapping)
    line(text("remembered"), layer.remembered.sentence());
  line(text("records"), std::to_string(raw.size()));
  line(text("format"), raw.driver);
  line(text("CRS"), crs_words(layer));
  if (const auto place = lonlat_of(layer)) line(text("lies"), place_words(*place));
  if (!raw.encoding.empty())
    line(text("encoding"),
         raw.encoding_guessed ? text("{} (by content)", raw.encoding) : raw.encoding);
  if (reports != nullptr) {
    print_reports(seen, *reports);
  } else {
    for (const ColumnView& column : seen.columns) {
      if (column.filled == 0) continue;
      std::string samples;
      for (const std::string& sample : column.samples)
        samples += (samples.empty() ? "" : " | ") + sample;
      std::cout << "    " << column_words(column) << samples << '\n';
    }
  }
  for (const std::string& sentence : seen.assumed) line(text("assumed"), sentence);
  for (const std::string& sentence : seen.proposed) line(text("to confirm"), sentence);
  std::cout << '\n';
}

nlohmann::json report_json(const ColumnReport& report) {
  nlohmann::json examples = nlohmann::json::array();
  for (const ValueExample& example : report.examples)
    examples.push_back({{"cell", example.cell}, {"meaning", example.meaning}});
  nlohmann::json strange = nlohmann::json::array();
  for (const ValueCount& value : report.not_read)
    strange.push_back({{"cell", value.cell}, {"count", value.count}});
  return {{"read", report.read},
          {"assumed", report.assumed},
          {"not_understood", report.unread},
          {"empty", report.empty},
          {"examples", examples},
          {"not_understood_values", strange},
          {"different_not_understood", report.different_not_read}};
}

nlohmann::json remembered_json(const Remembered& remembered) {
  nlohmann::json unfit = nlohmann::json::array();
  for (const auto& [key, value] : remembered.unfit)
    unfit.push_back({{"key", key}, {"value", value}});
  return {{"mapping", remembered.path},
          {"file", remembered.pattern},
          {"name", remembered.layer},
          {"not_applied", unfit}};
}

nlohmann::json layer_json(const SourceLayer& layer, const std::vector<ColumnReport>* reports) {
  const Recognition& seen = layer.recognition;
  nlohmann::json fields = nlohmann::json::array();
  for (std::size_t c = 0; c < seen.columns.size(); ++c) {
    const ColumnView& column = seen.columns[c];
    fields.push_back({{"column", column.name},
                      {"field", column.field},
                      {"samples", column.samples},
                      {"filled", column.filled}});
    if (reports != nullptr) fields.back()["report"] = report_json((*reports)[c]);
  }
  nlohmann::json out{{"path", layer.raw.path},
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
  if (const auto place = lonlat_of(layer))
    out["lonlat"] = {std::round(100 * place->x_m) / 100, std::round(100 * place->y_m) / 100};
  if (layer.remembered.any()) out["remembered"] = remembered_json(layer.remembered);
  return out;
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
  std::cout << text(for_count(records, tr_key("Data health: {} entry"),
                              tr_key("Data health: {} entries")),
                    records)
            << "\n";
  for (const auto& [key, line] : health_of(city, examples)) {
    const auto& [severity, kind, action, source] = key;
    std::cout << "  " << padded(translate(severity_name(static_cast<Severity>(2 - severity))), 10)
              << padded(translate(issue_kind_name(kind)), 26) << line.count << "  "
              << translate(action_name(action)) << "  ["
              << source_words(city.sources[source].path, city.sources[source].layer) << "]\n";
    for (const Issue* issue : line.examples) {
      std::cout << "      ";
      if (issue->origin.fid >= 0)
        std::cout << text("record {}: ", record_words(city.sources[source], issue->origin.fid));
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
  if (!city.crs.known())
    std::cout << text("Used: nothing yet, for no layer has a place.") << '\n';
  else
    std::cout << text("Used, in {} (scale error {:.2g}):",
                      city.crs.epsg() != 0 ? fmt::format("EPSG:{}", city.crs.epsg())
                                           : city.crs.name(),
                      city.scale_error)
              << '\n';
  for (std::size_t i = 0; i < city.sources.size(); ++i) {
    const Source& source = city.sources[i];
    std::cout << "  " << padded(translate(role_name(source.role)), 22)
              << text("{} read, {} set aside, accuracy {:g} m", source.read, source.set_aside,
                      source.accuracy_m)
              << cut_off_words(city, i) << "  [" << source_words(source.path, source.layer) << "]"
              << (source.crs_note.empty() ? "" : "  " + source.crs_note)
              << (source.place_parameters.empty() ? "" : "; " + source.place_parameters) << '\n';
  }
  std::cout << '\n';
}

/// What the folders hold and nothing was made of.
std::vector<io::PassedOver> passed_over(const Call& call) {
  std::vector<io::PassedOver> all;
  for (const std::string& source : call.sources)
    for (const io::PassedOver& file : io::passed_over(source)) all.push_back(file);
  return all;
}

void print_passed_over(const Call& call) {
  const auto all = passed_over(call);
  if (all.empty()) return;
  std::cout << text("Passed over:") << '\n';
  for (const io::PassedOver& file : all)
    std::cout << "  " << file.path.string() << "  " << translate(file.reason) << '\n';
  std::cout << '\n';
}

nlohmann::json passed_over_json(const Call& call) {
  nlohmann::json out = nlohmann::json::array();
  for (const io::PassedOver& file : passed_over(call))
    out.push_back({{"path", file.path.string()}, {"reason", translate(file.reason)}});
  return out;
}

io::Project project_of_sources(const Call& call) {
  if (call.sources.size() == 1)
    return project_of({call.sources.front(), {}, call.crs, call.mapping});
  io::Project project;
  for (const std::string& path : call.sources) {
    const io::Project one = project_of({path, {}, call.crs, call.mapping});
    if (project.name.empty()) project = io::Project(one), project.sources.clear();
    project.sources.insert(project.sources.end(), one.sources.begin(), one.sources.end());
  }
  return project;
}

int inspect(const Call& call, const Common& common, const Job& job) {
  io::Project project = project_of_sources(call);
  if (!call.save.empty())
    io::check_writable(call.save, call.overwrite ? io::Existing::replace : io::Existing::refuse,
                       files_of(project, {}));
  std::vector<Proposal> taken;
  if (call.accept.all) taken = io::accept_proposals(project, call.accept.by, job.part(0, 0.4));
  io::ReadLayers read = io::read_layers_of(project, job.part(call.accept.all ? 0.4 : 0, 0.6));
  Reports reports;
  if (call.columns || !call.save.empty())
    for (const SourceLayer& layer : read.layers) reports.push_back(column_reports(layer, job));
  nlohmann::json out{{"layers", nlohmann::json::array()}};
  for (std::size_t i = 0; i < read.layers.size(); ++i) {
    const auto* report = call.columns ? &reports[i] : nullptr;
    if (common.json)
      out["layers"].push_back(layer_json(read.layers[i], report));
    else
      print_layer(read.layers[i], report);
  }
  if (!call.save.empty()) io::save_mapping(io::mapping_of(read, reports), call.save);
  NormaliseOptions options;
  if (!project.crs.empty()) options.crs = Crs(project.crs);
  options.refuse_unplaced = false;  // they are what inspect has to show
  const City city = normalise(std::move(read.layers), options, job.part(0.6, 1));
  if (!common.json) {
    print_proposals(text("Accepted as proposed:"), taken);
    print_proposals(text("Proposed, and not applied:"), city.proposals);
    print_use(city);
    print_passed_over(call);
    print_health(city, call.examples);
    if (!call.save.empty())
      std::cout
          << text("What was taken for what stands in {}; change it and name it with --mapping.",
                  call.save)
          << '\n';
    return 0;
  }
  out["crs"] = city.crs.definition();
  out["scale_error"] = city.scale_error;
  out["accepted"] = proposals_json(taken);
  out["proposed"] = proposals_json(city.proposals);
  out["passed_over"] = passed_over_json(call);
  out["data_health"] = health_json(city);
  for (std::size_t i = 0; i < city.sources.size(); ++i) {
    const Source& source = city.sources[i];
    out["sources"].push_back({{"path", source.path},
                              {"layer", source.layer},
                              {"role", role_name(source.role)},
                              {"read", source.read},
                              {"set_aside", source.set_aside},
                              {"cut_off", cut_off_count(city, i)},
                              {"sha256", source.sha256}});
  }
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
  add_accept_options(*command, call->accept);
  command->add_option("--examples", call->examples, text("Examples shown of each defect"))
      ->check(CLI::Range(0, 1000));
  add_mapping_option(*command, call->mapping);
  command->add_flag("--columns", call->columns,
                    text("What every column became, with examples and what is not understood"));
  command->add_option("--save", call->save,
                      text("Write what was taken for what into a mapping file (mapping.toml)"));
  command->add_flag("--overwrite", call->overwrite, text("Replace the output if it exists"));
  command->final_callback([call, &run] {
    run = [call](const Common& common, const Job& job) { return inspect(*call, common, job); };
  });
}

}  // namespace firebreak::cli
