#include "core/io/gpkg_metadata.hpp"

#include <charconv>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"

namespace firebreak::io {

using nlohmann::json;

namespace {

/// JSON knows no infinities: they travel as words.
json number(double value) {
  if (std::isfinite(value)) return value;
  return std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf";
}
double number_from(const json& j) {
  if (j.is_number()) return j.get<double>();
  const auto word = j.get<std::string>();
  if (word == "inf") return std::numeric_limits<double>::infinity();
  if (word == "-inf") return -std::numeric_limits<double>::infinity();
  return std::numeric_limits<double>::quiet_NaN();
}

json param_value(const ParamValue& value) {
  if (const auto* real = std::get_if<double>(&value)) return {{"number", number(*real)}};
  if (const auto* flag = std::get_if<bool>(&value)) return {{"flag", *flag}};
  return {{"word", std::get<std::string>(value)}};
}
ParamValue param_value_from(const json& j) {
  if (j.contains("number")) return number_from(j.at("number"));
  if (j.contains("flag")) return j.at("flag").get<bool>();
  return j.at("word").get<std::string>();
}

/// The texts of a struct with the keys they have in the file: one list serves both directions.
template <class T>
using TextFields = std::vector<std::pair<const char*, std::string T::*>>;

const TextFields<ProfileValue>& value_texts() {
  static const TextFields<ProfileValue> fields{{"unit", &ProfileValue::unit},
                                               {"rule", &ProfileValue::rule},
                                               {"clause", &ProfileValue::clause},
                                               {"force", &ProfileValue::force},
                                               {"edition", &ProfileValue::edition},
                                               {"superseded_by", &ProfileValue::superseded_by},
                                               {"value_mark", &ProfileValue::value_mark},
                                               {"clause_mark", &ProfileValue::clause_mark},
                                               {"note", &ProfileValue::note},
                                               {"note_zh", &ProfileValue::note_zh},
                                               {"given_by", &ProfileValue::given_by},
                                               {"confirmed_by", &ProfileValue::confirmed_by}};
  return fields;
}
const TextFields<KeyFigure>& figure_texts() {
  static const TextFields<KeyFigure> fields{{"name", &KeyFigure::name},
                                            {"title", &KeyFigure::title},
                                            {"unit", &KeyFigure::unit},
                                            {"clause", &KeyFigure::clause},
                                            {"mark", &KeyFigure::mark}};
  return fields;
}
const TextFields<RunRecord::Input>& input_texts() {
  using Input = RunRecord::Input;
  static const TextFields<Input> fields{
      {"path", &Input::path},    {"layer", &Input::layer},       {"role", &Input::role},
      {"crs", &Input::crs},      {"crs_note", &Input::crs_note}, {"encoding", &Input::encoding},
      {"sha256", &Input::sha256}};
  return fields;
}
const TextFields<RunRecord>& record_texts() {
  static const TextFields<RunRecord> fields{{"program", &RunRecord::program},
                                            {"title", &RunRecord::title},
                                            {"profile", &RunRecord::profile},
                                            {"profile_title", &RunRecord::profile_title},
                                            {"profile_title_zh", &RunRecord::profile_title_zh},
                                            {"engine", &RunRecord::engine},
                                            {"language", &RunRecord::language},
                                            {"crs", &RunRecord::crs},
                                            {"crs_wkt", &RunRecord::crs_wkt},
                                            {"attribution", &RunRecord::attribution},
                                            {"made_utc", &RunRecord::made_utc}};
  return fields;
}

template <class T>
json texts_to(const T& from, const TextFields<T>& fields) {
  json j = json::object();
  for (const auto& [key, member] : fields) j[key] = from.*member;
  return j;
}
template <class T>
void texts_from(const json& j, T& into, const TextFields<T>& fields) {
  for (const auto& [key, member] : fields) into.*member = j.at(key).template get<std::string>();
}

json parameter_to(const UsedParameter& used) {
  json j = texts_to(used.value, value_texts());
  j["key"] = used.key;
  j["help"] = used.help;
  j["value"] = param_value(used.value.value);
  j["sources"] = used.value.sources;
  return j;
}
UsedParameter parameter_from(const json& j) {
  UsedParameter used{j.at("key"), j.at("help"), {}};
  texts_from(j, used.value, value_texts());
  used.value.value = param_value_from(j.at("value"));
  used.value.sources = j.at("sources").get<std::vector<std::string>>();
  return used;
}

json record_to(const RunRecord& record) {
  json j = texts_to(record, record_texts());
  j["versions"] = record.versions;
  j["origin_x_m"] = number(record.origin_x_m);
  j["origin_y_m"] = number(record.origin_y_m);
  j["scale_error"] = number(record.scale_error);
  j["public_edition"] = record.public_edition;
  j["parameters"] = json::array();
  for (const auto& used : record.parameters) j["parameters"].push_back(parameter_to(used));
  j["figures"] = json::array();
  for (const auto& figure : record.figures) {
    j["figures"].push_back(texts_to(figure, figure_texts()));
    j["figures"].back()["value"] = number(figure.value);
  }
  j["inputs"] = json::array();
  for (const auto& input : record.inputs) {
    json& at = j["inputs"].emplace_back(texts_to(input, input_texts()));
    at["read"] = input.read;
    at["set_aside"] = input.set_aside;
    at["accuracy_m"] = number(input.accuracy_m);
    if (!input.place_basis.empty()) at["place_basis"] = input.place_basis;
    if (!input.row_basis.empty()) at["row_basis"] = input.row_basis;
    if (!input.accepted.empty()) at["accepted"] = input.accepted;
    if (!input.accepted_by.empty()) at["accepted_by"] = input.accepted_by;
    if (!input.mapping.empty()) at["mapping"] = input.mapping;
    if (!input.mapping_sha256.empty()) at["mapping_sha256"] = input.mapping_sha256;
  }
  j["skipped"] = record.skipped;
  j["notices"] = record.notices;
  return j;
}

RunRecord record_from(const json& j) {
  RunRecord record;
  texts_from(j, record, record_texts());
  record.versions = j.at("versions").get<std::map<std::string, std::string>>();
  record.origin_x_m = number_from(j.at("origin_x_m"));
  record.origin_y_m = number_from(j.at("origin_y_m"));
  record.scale_error = number_from(j.at("scale_error"));
  record.public_edition = j.at("public_edition").get<bool>();
  for (const json& used : j.at("parameters")) record.parameters.push_back(parameter_from(used));
  for (const json& at : j.at("figures")) {
    KeyFigure& figure = record.figures.emplace_back();
    texts_from(at, figure, figure_texts());
    figure.value = number_from(at.at("value"));
  }
  for (const json& at : j.at("inputs")) {
    RunRecord::Input& input = record.inputs.emplace_back();
    texts_from(at, input, input_texts());
    input.read = at.at("read").get<std::uint64_t>();
    input.set_aside = at.at("set_aside").get<std::uint64_t>();
    input.accuracy_m = number_from(at.at("accuracy_m"));
    input.place_basis = at.value("place_basis", "");
    input.row_basis = at.value("row_basis", "");
    input.accepted = at.value("accepted", "");
    input.accepted_by = at.value("accepted_by", "");
    input.mapping = at.value("mapping", "");
    input.mapping_sha256 = at.value("mapping_sha256", "");
  }
  record.skipped = j.at("skipped").get<std::vector<std::pair<std::string, std::string>>>();
  if (j.contains("notices")) record.notices = j["notices"].get<std::vector<std::string>>();
  return record;
}

json tables_to(const std::vector<TableAbout>& tables) {
  json list = json::array();
  for (const TableAbout& table : tables) {
    json columns = json::array();
    for (const auto& column : table.columns)
      columns.push_back({{"name", column.name},
                         {"type", static_cast<int>(column.type)},
                         {"title", column.title},
                         {"unit", column.unit}});
    list.push_back({{"name", table.name},
                    {"title", table.title},
                    {"description", table.description},
                    {"geometry", static_cast<int>(table.geometry)},
                    {"columns", std::move(columns)}});
  }
  return list;
}

std::vector<TableAbout> tables_from(const json& list) {
  std::vector<TableAbout> tables;
  for (const json& at : list) {
    TableAbout& table = tables.emplace_back();
    table.name = at.at("name").get<std::string>();
    table.title = at.at("title").get<std::string>();
    table.description = at.at("description").get<std::string>();
    table.geometry = static_cast<TableGeometry>(at.at("geometry").get<int>());
    for (const json& column : at.at("columns"))
      table.columns.push_back({column.at("name").get<std::string>(),
                               static_cast<ColumnType>(column.at("type").get<int>()),
                               column.at("title").get<std::string>(),
                               column.at("unit").get<std::string>()});
  }
  return tables;
}

}  // namespace

std::string record_to_json(const RunRecord& record, const std::vector<TableAbout>& tables) {
  const json whole{{"record", record_to(record)}, {"tables", tables_to(tables)}};
  return whole.dump(1, ' ', false, json::error_handler_t::replace);
}

void record_from_json(const std::string& text, const std::string& file, RunRecord& record,
                      std::vector<TableAbout>& tables) {
  try {
    const json whole = json::parse(text);
    record = record_from(whole.at("record"));
    tables = tables_from(whole.at("tables"));
  } catch (const json::exception& failure) {
    throw Error(ErrorKind::file,
                "{}: is not a firebreak result: its run record cannot be read ({}). Run `firebreak "
                "assess` again.",
                file, failure.what());
  }
}

std::string file_stamp(const RunRecord& record) {
  std::time_t at = 0;
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  const std::string_view digits = epoch == nullptr ? "" : epoch;
  const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), at);
  if (digits.empty() || parsed.ec != std::errc{} || parsed.ptr != digits.data() + digits.size()) {
    // "2026-11-23T10:00:00Z" becomes the form with milliseconds that GeoPackage asks for.
    if (record.made_utc.size() == 20 && record.made_utc.back() == 'Z')
      return record.made_utc.substr(0, 19) + ".000Z";
    at = std::time(nullptr);
  }
  std::tm parts{};
  gmtime_r(&at, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.000Z", parts.tm_year + 1900,
                     parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

}  // namespace firebreak::io
