#include "core/io/layer_tools.hpp"

#include <fmt/format.h>
#include <ogr_feature.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <memory>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/io/gdal.hpp"
#include "core/io/text_encoding.hpp"

namespace firebreak::io {

namespace {

/// Names and values that are not plain ASCII, sampled over the whole layer.
std::vector<std::string_view> samples_of(const RawLayer& layer) {
  constexpr std::size_t enough = 20000;
  std::vector<std::string_view> samples;
  for (const Column& c : layer.columns)
    if (!is_ascii(c.name)) samples.push_back(c.name);
  for (const Column& c : layer.columns) {
    if (c.type != ColumnType::text || is_ascii(c.texts.bytes())) continue;
    const std::size_t step = std::max<std::size_t>(1, c.size() / enough);
    for (std::size_t row = 0; row < c.size(); row += step)
      if (!is_ascii(c.texts[row])) samples.push_back(c.texts[row]);
  }
  return samples;
}

struct DecodeCount {
  std::size_t texts_damaged = 0;
  std::size_t texts_cut = 0;
  std::int64_t first_damaged = -1;
};

void decode_column(Column& column, const std::string& encoding,
                   const std::vector<std::int64_t>& fids, DecodeCount& count) {
  if (is_ascii(column.texts.bytes())) return;
  Texts decoded;
  decoded.reserve(column.size(), column.texts.bytes().size() * 3 / 2);
  for (std::size_t row = 0; row < column.size(); ++row) {
    const std::string_view bytes = column.texts[row];
    if (is_ascii(bytes)) {
      decoded.push_back(bytes);
      continue;
    }
    Decoded how;
    decoded.push_back(to_utf8(bytes, encoding, how));
    if (how.undecodable > 0 && count.texts_damaged++ == 0) count.first_damaged = fids[row];
    if (how.cut) ++count.texts_cut;
  }
  column.texts = std::move(decoded);
}

void note_decoding(RawLayer& layer, const DecodeCount& count) {
  Issue issue;
  issue.kind = IssueKind::encoding;
  issue.action = Action::kept;
  if (count.texts_damaged > 0) {
    issue.severity = Severity::doubtful;
    issue.origin.fid = count.first_damaged;
    issue.detail = text(for_count(count.texts_damaged,
                                  tr_key("{} text holds bytes that are not {}; they show as �"),
                                  tr_key("{} texts hold bytes that are not {}; they show as �")),
                        count.texts_damaged, layer.encoding);
    issue.effect = text("Names and values in them may not be recognised.");
    layer.issues.push_back(issue);
  }
  if (count.texts_cut > 0) {
    issue.severity = Severity::info;
    issue.origin.fid = -1;
    issue.detail = text(
        for_count(
            count.texts_cut,
            tr_key("{} text was cut in the middle of a character by the width of its field"),
            tr_key("{} texts were cut in the middle of a character by the width of their field")),
        count.texts_cut);
    issue.effect = text("The broken last character was left out.");
    layer.issues.push_back(issue);
  }
}

OGRFieldType field_type(ColumnType type) {
  return type == ColumnType::integer ? OFTInteger64
         : type == ColumnType::real  ? OFTReal
                                     : OFTString;
}

void set_field(OGRFeature& feature, int at, const Column& column, std::size_t row) {
  if (!column.has(row)) return feature.SetFieldNull(at);
  if (column.type == ColumnType::integer)
    feature.SetField(at, static_cast<GIntBig>(column.integers[row]));
  else if (column.type == ColumnType::real)
    feature.SetField(at, column.reals[row]);
  else
    feature.SetField(at, std::string(column.texts[row]).c_str());
}

/// The filter with names outside ASCII in double quotes, as OGR SQL wants them.
std::string with_quoted_names(std::string_view where) {
  std::string out;
  char quote = 0;
  for (std::size_t i = 0; i < where.size();) {
    std::size_t end = i;
    const auto in_name = [&](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' ||
             static_cast<unsigned char>(c) >= 0x80;
    };
    while (quote == 0 && end < where.size() && in_name(where[end])) ++end;
    if (end > i) {
      const std::string_view name = where.substr(i, end - i);
      out += is_ascii(name) ? std::string(name) : '"' + std::string(name) + '"';
      i = end;
      continue;
    }
    const char c = where[i++];
    if (quote == 0 && (c == '"' || c == '\''))
      quote = c;
    else if (c == quote)
      quote = 0;
    out += c;
  }
  return out;
}

}  // namespace

bool is_wanted(const std::vector<std::string>& wanted, const std::string& layer) {
  return wanted.empty() || std::ranges::count(wanted, layer) > 0;
}

void require_layers(const std::filesystem::path& shown, const std::vector<std::string>& present,
                    const std::vector<std::string>& wanted) {
  for (const std::string& name : wanted) {
    if (std::ranges::count(present, name) > 0) continue;
    std::string list;
    for (const std::string& p : present)
      list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", p);
    if (list.empty())
      throw Error(ErrorKind::file,
                  "{}: layer \"{}\" does not exist; the file has no layer. Check "
                  "that it is the right file.",
                  shown.string(), name);
    throw Error(ErrorKind::file, "{}: layer \"{}\" does not exist; it has {}. Name one of them.",
                shown.string(), name, list);
  }
}

Crs crs_or_issue(const std::string& definition, std::vector<Issue>& issues) {
  try {
    return Crs(definition);
  } catch (const Error&) {
    Issue issue;
    issue.kind = IssueKind::unreadable_value;
    issue.severity = Severity::doubtful;
    issue.detail =
        text("the coordinate system the file names is not known: {}", definition.substr(0, 120));
    issue.effect = text("The layer counts as one without a coordinate system.");
    issues.push_back(std::move(issue));
    return {};
  }
}

void decode_texts(RawLayer& layer, const std::string& forced, const std::string& named) {
  const auto samples = samples_of(layer);
  layer.encoding_guessed = false;
  if (!forced.empty())
    layer.encoding = encoding_name(forced);
  else
    layer.encoding = choose_encoding(samples, named, layer.encoding_guessed);
  if (samples.empty()) layer.encoding_guessed = false;
  DecodeCount count;
  for (Column& c : layer.columns) {
    // A name cut within a character simply ends before it; nothing is lost by that.
    c.name = to_utf8(c.name, layer.encoding);
    if (c.type != ColumnType::text) continue;
    if (layer.encoding == "UTF-8" && is_utf8(c.texts.bytes())) continue;
    decode_column(c, layer.encoding, layer.fids, count);
  }
  note_decoding(layer, count);
}

void keep_where(RawLayer& layer, const std::string& where) {
  if (where.empty()) return;
  const GdalMessages messages;
  // Counts its users itself: features hold on to it, and the last one to release it deletes it.
  struct Release {
    void operator()(OGRFeatureDefn* d) const { d->Release(); }
  };
  const std::unique_ptr<OGRFeatureDefn, Release> definition(
      new OGRFeatureDefn(layer.layer.c_str()));
  definition->Reference();
  for (const Column& c : layer.columns) {
    OGRFieldDefn field(c.name.c_str(), field_type(c.type));
    definition->AddFieldDefn(&field);
  }
  std::vector<std::uint32_t> rows;
  bool understood = false;
  {
    OGRFeatureQuery query;
    understood = query.Compile(definition.get(), with_quoted_names(where).c_str(), TRUE, nullptr) ==
                 OGRERR_NONE;
    OGRFeature feature(definition.get());
    for (std::size_t row = 0; understood && row < layer.size(); ++row) {
      feature.SetFID(layer.fids[row]);
      for (std::size_t c = 0; c < layer.columns.size(); ++c)
        set_field(feature, static_cast<int>(c), layer.columns[c], row);
      if (query.Evaluate(&feature) != 0) rows.push_back(static_cast<std::uint32_t>(row));
    }
  }
  if (!understood)
    throw Error(ErrorKind::file,
                "{}, layer \"{}\": the filter \"{}\" cannot be used ({}). Check the names in the "
                "filter, or leave it out.",
                layer.path, layer.layer, where, messages.last());
  layer = selected(layer, rows);
}

}  // namespace firebreak::io
