#include "core/io/apply_settings.hpp"

#include <algorithm>
#include <utility>

#include "core/base/error.hpp"
#include "core/normalise/text_clean.hpp"
#include "core/normalise/values.hpp"

namespace firebreak::io {

namespace {

std::string listed_columns(const RawLayer& raw) {
  std::string listed;
  for (const Column& column : raw.columns) listed += (listed.empty() ? "" : ", ") + column.name;
  return listed;
}

/// Takes a column for no field.
void clear_column(SourceLayer& layer, std::size_t column) {
  std::erase_if(layer.recognition.fields,
                [&](const FieldMatch& match) { return match.column == column; });
  if (column >= layer.recognition.columns.size()) return;
  layer.recognition.columns[column].field.clear();
  layer.recognition.columns[column].unit = Unit::none;
}

/// Puts a field where the user says it is.
void set_field(SourceLayer& layer, std::string_view field_name, std::size_t column) {
  auto& fields = layer.recognition.fields;
  std::erase_if(fields, [&](const FieldMatch& match) {
    return match.field->name == field_name || match.column == column;
  });
  for (ColumnView& view : layer.recognition.columns)
    if (view.field == field_name) view.field.clear();
  FieldMatch match;
  match.field = find_field(layer.recognition.role, field_name);
  match.column = column;
  match.match = NameMatch::whole;
  match.by_user = true;
  match.unit = header_unit(*match.field, layer.raw.columns[column].name);
  fields.push_back(match);
  if (column < layer.recognition.columns.size())
    layer.recognition.columns[column].field = std::string(field_name),
    layer.recognition.columns[column].unit = match.unit;
}

std::optional<std::size_t> column_named(const RawLayer& raw, std::string_view name) {
  const auto at =
      std::ranges::find_if(raw.columns, [&](const Column& column) { return column.name == name; });
  if (at == raw.columns.end()) return std::nullopt;
  return static_cast<std::size_t>(at - raw.columns.begin());
}

/// The column with every cell that the words know in their place, the others as they are.
Column translated_column(const Column& from, const ValueWords& words) {
  std::map<std::string, std::string_view> known;
  for (const auto& [cell, meaning] : words) known.emplace(tidy(cell), meaning);
  Column out(from.name, ColumnType::text);
  out.reserve(from.size());
  for (std::size_t row = 0; row < from.size(); ++row) {
    const std::string cell = from.has(row) ? cell_text(from, row) : std::string();
    const auto at = known.find(tidy(cell));
    if (at != known.end())
      out.push(at->second);
    else if (from.has(row))
      out.push(std::string_view(cell));
    else
      out.push_missing();
  }
  return out;
}

}  // namespace

ReadOptions options_of(const SourceSettings& settings, std::vector<std::string> layers) {
  ReadOptions options{std::move(layers), settings.encoding, settings.where};
  options.header_row = settings.header_row;
  const auto column = [&](const char* field) {
    const auto at = settings.fields.find(field);
    return at == settings.fields.end() ? std::string() : at->second;
  };
  options.places = {column("lon"), column("lat"), column("lonlat")};
  if (options.places.x.empty() || options.places.y.empty())
    options.places.x = column("x"), options.places.y = column("y");
  return options;
}

void apply_settings(SourceLayer& layer, SourceSettings& settings) {
  const bool remembered = layer.remembered.any();
  auto& unfit = layer.remembered.unfit;
  const Role role = layer.recognition.role;
  std::erase_if(settings.keep, [&](const std::string& name) {
    const auto column = column_named(layer.raw, name);
    if (column) clear_column(layer, *column);
    if (!column && remembered) unfit.emplace_back("keep", name);
    return !column;
  });
  std::erase_if(settings.fields, [&](const auto& entry) {
    const auto& [field, name] = entry;
    if (find_field(role, field) == nullptr) return true;  // of another layer of the source
    const auto column = column_named(layer.raw, name);
    if (column) set_field(layer, field, *column);
    if (!column && remembered) unfit.emplace_back("fields." + field, name);
    return !column;
  });
  for (const auto& [field, unit] : settings.units)
    for (FieldMatch& match : layer.recognition.fields)
      if (match.field->name == field) {
        match.unit = unit;
        layer.recognition.columns[match.column].unit = unit;
      }
  for (const auto& [field, words] : settings.values)
    if (const FieldMatch* match = layer.recognition.field(field))
      layer.translated.emplace_back(match->column,
                                    translated_column(layer.raw.columns[match->column], words));
}

void require_columns(const std::vector<SourceLayer*>& layers, const SourceSpec& spec) {
  if (layers.empty()) return;
  for (const auto& [field, column] : spec.fields) {
    const bool found =
        std::ranges::any_of(layers, [&field = field, &column = column](const SourceLayer* layer) {
          const FieldMatch* match = layer->recognition.field(field);
          return match != nullptr && layer->raw.columns[match->column].name == column;
        });
    if (found) continue;
    throw Error(ErrorKind::file,
                "{}: there is no column \"{}\" for {}; there is {}. Correct the fields of this "
                "source in city.toml.",
                spec.path.string(), column, field, listed_columns(layers.front()->raw));
  }
}

}  // namespace firebreak::io
