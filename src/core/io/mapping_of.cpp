#include "core/io/mapping_of.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "core/base/plural.hpp"
#include "core/base/text.hpp"
#include "core/io/file_pattern.hpp"

namespace firebreak::io {

namespace {

std::string file_name(const SourceLayer& layer) {
  return std::filesystem::path(layer.raw.path).filename().string();
}

/// One line for a comment, whatever a name holds.
std::string one_line(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }, ' ');
  return text;
}

void remark_on(MappingRule& rule, const SourceLayer& layer,
               const std::vector<ColumnReport>& reports) {
  const RawLayer& raw = layer.raw;
  const auto add = [&](std::string_view key, const std::string& value, const std::string& why) {
    rule.remarks.push_back(one_line(std::string(key) + " = " + quoted_toml(value)) + "  # " + why);
  };
  if (rule.settings.crs.empty()) {
    const auto& proposal = layer.recognition.crs;
    if (raw.crs.known())
      add("crs", raw.crs.definition(), text("as the file says"));
    else if (proposal && proposal->crs)
      add("crs", proposal->crs->definition(), text("as recognised"));
  }
  if (rule.settings.encoding.empty() && raw.encoding_guessed)
    add("encoding", raw.encoding, text("as recognised"));
  std::string kept;
  for (const ColumnView& column : layer.recognition.columns)
    if (column.field.empty()) kept += (kept.empty() ? "" : ", ") + quoted_toml(column.name);
  if (!kept.empty()) rule.remarks.push_back(text("columns kept as they are: {}", one_line(kept)));
  for (std::size_t c = 0; c < reports.size() && c < layer.recognition.columns.size(); ++c) {
    const std::string& field = layer.recognition.columns[c].field;
    if (field.empty() || reports[c].not_read.empty()) continue;
    rule.value_remarks.push_back(
        text("not understood; take the # away and write what each means:"));
    if (!rule.settings.values.contains(field))
      rule.value_remarks.push_back("[layer.values." + field + "]");
    for (const ValueCount& value : reports[c].not_read)
      rule.value_remarks.push_back(
          one_line(quoted_toml(value.cell)) + " = \"\"  # " +
          text(for_count(value.count, tr_key("{} record"), tr_key("{} records")), value.count));
  }
}

}  // namespace

MappingRule rule_of(const SourceLayer& layer, const SourceSettings& settings, bool only_layer) {
  MappingRule rule;
  rule.file = generalised_name(file_name(layer));
  if (!only_layer) rule.layer = generalised_name(layer.raw.layer);
  rule.settings = settings;
  rule.settings.role = layer.recognition.role;
  rule.settings.fields.clear();
  for (const FieldMatch& match : layer.recognition.fields)
    rule.settings.fields[std::string(match.field->name)] = layer.raw.columns[match.column].name;
  return rule;
}

std::vector<MappingRule> mapping_of(const ReadLayers& read,
                                    std::span<const std::vector<ColumnReport>> reports) {
  std::vector<MappingRule> rules;
  std::vector<std::string> files;  // by their own names, one for each rule
  for (std::size_t i = 0; i < read.layers.size(); ++i) {
    const SourceLayer& layer = read.layers[i];
    if (layer.recognition.role == Role::terrain || layer.spec == SIZE_MAX) continue;
    const auto others = std::ranges::count_if(
        read.layers, [&](const SourceLayer& other) { return other.raw.path == layer.raw.path; });
    MappingRule rule = rule_of(layer, read.settings[i], others == 1);
    if (i < reports.size()) remark_on(rule, layer, reports[i]);
    rules.push_back(std::move(rule));
    files.push_back(file_name(layer));
  }
  // All layers of a file taken alike, its future ones too.
  std::map<std::string, bool> alike;
  for (std::size_t i = 0; i < rules.size(); ++i)
    for (std::size_t k = 0; k < rules.size(); ++k)
      if (files[i] == files[k]) {
        const bool same = rules[i].settings == rules[k].settings;
        alike.emplace(files[i], true).first->second &= same;
      }
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (alike.at(files[i])) rules[i].layer.clear();
  // Files of one pattern that are taken in different ways.
  const auto clash = [&](std::size_t i) {
    for (std::size_t k = 0; k < rules.size(); ++k)
      if (files[k] != files[i] && generalised_name(files[k]) == generalised_name(files[i]) &&
          rules[k].layer == rules[i].layer && rules[k].settings != rules[i].settings)
        return true;
    return false;
  };
  std::vector<MappingRule> out;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    MappingRule rule = rules[i];
    if (clash(i)) rule.file = files[i];
    if (std::ranges::count(out, rule) == 0) out.push_back(std::move(rule));
  }
  return out;
}

}  // namespace firebreak::io
