#include "core/io/read_dxf.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <map>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/io/cad_rules_file.hpp"
#include "core/io/gdal.hpp"
#include "core/io/layer_tools.hpp"
#include "core/io/ogr_geometry.hpp"
#include "core/io/text_encoding.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

namespace {

/// Arcs become lines at most this far off, in units of the drawing.
constexpr double sagitta_m = 0.01;

/// A file in memory that GDAL can open.
class MemoryFile {
 public:
  explicit MemoryFile(std::string& bytes)
      : name_(fmt::format("/vsimem/firebreak_{}.dxf", static_cast<const void*>(this))) {
    VSIFCloseL(VSIFileFromMemBuffer(name_.c_str(), reinterpret_cast<GByte*>(bytes.data()),
                                    bytes.size(), FALSE));
  }
  ~MemoryFile() { VSIUnlink(name_.c_str()); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  const std::string& name() const { return name_; }

 private:
  std::string name_;
};

/// The value that follows a header variable: "$DWGCODEPAGE", 3, "ANSI_936".
std::string header_value(std::string_view bytes, std::string_view variable) {
  const std::size_t at = bytes.substr(0, 65536).find(variable);
  if (at == std::string_view::npos) return {};
  std::size_t line = bytes.find('\n', at);
  if (line == std::string_view::npos) return {};
  line = bytes.find('\n', line + 1);
  if (line == std::string_view::npos) return {};
  std::string_view value = bytes.substr(line + 1, 40);
  value = value.substr(0, value.find_first_of("\r\n"));
  return std::string(value.substr(value.find_first_not_of(' ') == std::string_view::npos
                                      ? value.size()
                                      : value.find_first_not_of(' ')));
}

/// Lines with other characters than ASCII, up to a thousand.
std::vector<std::string_view> samples_of(std::string_view bytes) {
  std::vector<std::string_view> samples;
  while (!bytes.empty() && samples.size() < 1000) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!is_ascii(line)) samples.push_back(line);
  }
  return samples;
}

/// The file's text in UTF-8: GDAL leaves block names undecoded and trips over Chinese characters
/// whose second byte is a backslash.
std::string text_of_drawing(const fs::path& path, const std::string& forced, CadDrawing& drawing) {
  std::ifstream in(path, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  drawing.encoding = "UTF-8";
  if (is_ascii(bytes)) return bytes;
  if (!forced.empty()) {
    drawing.encoding = encoding_name(forced);
  } else {
    std::string named = header_value(bytes, "$DWGCODEPAGE");
    if (named.starts_with("ANSI_") || named.starts_with("ansi_")) named.erase(0, 5);
    // What programs write without thinking, and what has been UTF-8 since AutoCAD 2007.
    if (named == "1252" || header_value(bytes, "$ACADVER") >= "AC1021") named.clear();
    drawing.encoding = choose_encoding(samples_of(bytes), named, drawing.encoding_guessed);
  }
  if (drawing.encoding == "UTF-8" && is_utf8(bytes)) return bytes;
  Decoded decoded;
  std::string out = to_utf8(bytes, drawing.encoding, decoded);
  if (decoded.undecodable > 0) {
    Issue issue;
    issue.kind = IssueKind::encoding;
    issue.severity = Severity::doubtful;
    issue.detail = text(for_count(decoded.undecodable,
                                  tr_key("{} text holds bytes that are not {}; they show as �"),
                                  tr_key("{} texts hold bytes that are not {}; they show as �")),
                        decoded.undecodable, drawing.encoding);
    issue.effect = text("Names and values in them may not be recognised.");
    drawing.issues.push_back(std::move(issue));
  }
  return out;
}

/// The height of a label from its style: LABEL(f:"Arial",t:"…",s:2.5g).
double height_in(const char* style) {
  if (style == nullptr) return 0;
  const char* at = std::strstr(style, ",s:");
  return at == nullptr ? 0 : CPLAtof(at + 3);
}

/// The code of the extended data: the first text after the name of the survey program.
std::string code_in(char** raw) {
  bool ours = false;
  for (; raw != nullptr && *raw != nullptr; ++raw) {
    const std::string_view value = *raw;
    if (value.starts_with("1001 ")) ours = value.substr(5) == "SOUTH";
    if (ours && value.starts_with("1000 ")) return std::string(value.substr(5));
  }
  return {};
}

std::vector<std::pair<std::string, std::string>> attributes_in(char** list) {
  std::vector<std::pair<std::string, std::string>> out;
  for (; list != nullptr && *list != nullptr; ++list) {
    const std::string item = *list;
    const std::size_t blank = item.find(' ');
    if (blank == std::string::npos || blank == 0) continue;
    out.emplace_back(decode_cad_text(item.substr(0, blank)),
                     decode_cad_text(item.substr(blank + 1)));
  }
  return out;
}

CadEntity entity_of(const OGRFeature& feature) {
  const auto text_field = [&](const char* name) {
    const int at = feature.GetFieldIndex(name);
    return at < 0 ? std::string() : decode_cad_text(feature.GetFieldAsString(at));
  };
  const auto list_field = [&](const char* name) {
    const int at = feature.GetFieldIndex(name);
    return at < 0 ? nullptr : feature.GetFieldAsStringList(at);
  };
  CadEntity entity;
  entity.fid = feature.GetFID();
  entity.layer = text_field("Layer");
  entity.text = text_field("Text");
  entity.block = text_field("BlockName");
  entity.code = code_in(list_field("RawCodeValues"));
  entity.attributes = attributes_in(list_field("BlockAttributes"));
  if (!entity.text.empty()) entity.text_height = height_in(feature.GetStyleString());
  return entity;
}

void read_entities(OGRLayer& layer, CadDrawing& drawing, const Job& job) {
  ShapeSink sink;
  while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
    if (drawing.entities.size() % 512 == 0) job.progress(0.5, text("Reading {}", layer.GetName()));
    // A sheet for printing lies in coordinates of its own.
    if (const int at = feature->GetFieldIndex("PaperSpace");
        at >= 0 && feature->GetFieldAsInteger(at) != 0)
      continue;
    drawing.entities.push_back(entity_of(*feature));
    const std::int64_t fid = feature->GetFID();
    if (const OGRGeometry* geometry = feature->GetGeometryRef())
      add_ogr_geometry(*geometry, sagitta_m, fid, sink);
    sink.end_feature(fid);
  }
  std::vector<Issue> found;
  drawing.shapes = sink.finish(found);
  // Points, lines and areas stand side by side in every drawing, and so do heights.
  for (Issue& issue : found)
    if (issue.kind != IssueKind::mixed_geometry) drawing.issues.push_back(std::move(issue));
}

/// Symbols are points here. One as large as this is a drawing of its own.
constexpr double largest_symbol = 20;

/// Says which blocks hold more than a symbol: their lines are not read.
void report_large_blocks(GDALDataset& dataset, CadDrawing& drawing) {
  OGRLayer* const blocks = dataset.GetLayerByName("blocks");
  if (blocks == nullptr) return;
  std::map<std::string, OGREnvelope> extents;
  const int name = blocks->GetLayerDefn()->GetFieldIndex("Block");
  while (const OGRFeatureUniquePtr feature{blocks->GetNextFeature()}) {
    if (name < 0 || feature->GetGeometryRef() == nullptr) continue;
    OGREnvelope own;
    feature->GetGeometryRef()->getEnvelope(&own);
    extents[decode_cad_text(feature->GetFieldAsString(name))].Merge(own);
  }
  std::map<std::string, std::uint64_t> uses;
  for (const CadEntity& entity : drawing.entities) ++uses[entity.block];
  for (const auto& [block, extent] : extents) {
    const double size = std::max(extent.MaxX - extent.MinX, extent.MaxY - extent.MinY);
    const auto used = uses.find(block);
    if (size < largest_symbol || used == uses.end()) continue;
    Issue issue;
    issue.kind = IssueKind::wrong_geometry;
    issue.severity = Severity::serious;
    issue.action = Action::set_aside;
    issue.records = used->second;
    issue.detail =
        text("Block {} is {:.0f} m large: it holds a drawing, not a symbol.", block, size);
    issue.effect = text("The lines in it are not read. Explode it and save the drawing again.");
    drawing.issues.push_back(std::move(issue));
  }
}

}  // namespace

std::string decode_cad_text(std::string_view text) {
  std::string out;
  std::string bytes;  // of %% escapes in a row
  const auto flush = [&] {
    if (!bytes.empty()) out += to_utf8(std::exchange(bytes, {}), "GB18030");
  };
  while (!text.empty()) {
    if (text.starts_with("\\U+") && text.size() >= 7) {
      unsigned code = 0;
      const auto [end, error] = std::from_chars(text.data() + 3, text.data() + 7, code, 16);
      if (error == std::errc{} && end == text.data() + 7) {
        flush();
        const char utf16[2] = {static_cast<char>(code >> 8U), static_cast<char>(code & 0xffU)};
        out += to_utf8(std::string_view(utf16, 2), "UTF-16BE");
        text.remove_prefix(7);
        continue;
      }
    }
    if (text.starts_with("%%") && text.size() >= 5) {
      unsigned code = 0;
      const auto [end, error] = std::from_chars(text.data() + 2, text.data() + 5, code, 10);
      if (error == std::errc{} && end == text.data() + 5 && code >= 32 && code < 256) {
        // The fonts of Chinese drawings show the sign of a round bar for 130 to 133.
        if (bytes.empty() && code >= 130 && code <= 133 && !text.substr(5).starts_with("%%"))
          out += "Φ";
        else
          bytes.push_back(static_cast<char>(code));
        text.remove_prefix(5);
        continue;
      }
    }
    flush();
    out.push_back(text.front());
    text.remove_prefix(1);
  }
  flush();
  return out;
}

CadDrawing read_drawing(const fs::path& path, const fs::path& shown, const ReadOptions& options,
                        const Job& job) {
  CadDrawing drawing;
  drawing.path = shown.string();
  std::string bytes = text_of_drawing(path, options.encoding, drawing);
  register_gdal();
  const ThreadOption encoding("DXF_ENCODING", "UTF-8");
  const ThreadOption blocks("DXF_INLINE_BLOCKS", "FALSE");
  const MemoryFile file(bytes);
  GdalMessages messages;
  const Dataset dataset = try_open_vector(file.name(), {}, {"DXF"});
  OGRLayer* const layer = dataset ? dataset->GetLayerByName("entities") : nullptr;
  if (layer == nullptr)
    throw Error(ErrorKind::file,
                "{}: the drawing cannot be read ({}). Save it again as DXF of AutoCAD 2004.",
                shown.string(), messages.last());
  read_entities(*layer, drawing, job);
  report_large_blocks(*dataset, drawing);
  for (const std::string& complaint : messages.take_errors()) {
    Issue issue;
    issue.kind = IssueKind::invalid_geometry;
    issue.severity = Severity::serious;
    issue.detail = text("the record is damaged: {}", complaint);
    issue.effect = text("What could be read of the record is used.");
    drawing.issues.push_back(std::move(issue));
  }
  return drawing;
}

std::vector<RawLayer> read_dxf(const fs::path& path, const fs::path& shown,
                               const ReadOptions& options, const Job& job) {
  const CadDrawing drawing = read_drawing(path, shown, options, job.part(0, 0.6));
  std::vector<RawLayer> layers = cad_layers(drawing, shipped_cad_rules(), job.part(0.6, 1));
  std::vector<std::string> names;
  for (const RawLayer& layer : layers) names.push_back(layer.layer);
  require_layers(shown, names, options.layers);
  std::erase_if(layers, [&](const RawLayer& l) { return !is_wanted(options.layers, l.layer); });
  for (RawLayer& layer : layers) keep_where(layer, options.where);
  return layers;
}

}  // namespace firebreak::io
