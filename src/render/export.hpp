#pragma once

#include <QByteArray>
#include <QImage>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/style.hpp"
#include "render/page.hpp"

namespace firebreak::render {

/// Makes sure that there is a QGuiApplication, without a window system if the caller has none yet,
/// and silences Qt's own messages in that case. Call it, or anything below, on the main thread
/// first.
void prepare_qt();

/// Draws the tables as a finished sheet into a file; its ending picks PDF, PNG or SVG. The file
/// appears whole or not at all (temporary name and rename), an existing one is replaced. The same
/// input gives the same bytes on any number of threads when SOURCE_DATE_EPOCH is set. Tables that
/// the style sheet does not draw, and layers without a table, are left out. Throws `Error` (usage)
/// for an ending or option that makes no sense, (file) if the output cannot be written or the
/// typeface is missing, (no_answer) if there is nothing to draw.
void write_map_sheet(const std::vector<FeatureTable>& tables, const RunRecord& record,
                     const StyleSheet& style, const SheetOptions& options,
                     const std::filesystem::path& output, const Job& job);

/// The sheet as a picture of `options.dpi`, painted in bands on `job.threads()` threads.
QImage sheet_image(const std::vector<FeatureTable>& tables, const RunRecord& record,
                   const StyleSheet& style, const SheetOptions& options, const Job& job);

/// A sheet as a window shows it: the picture, and where title and map stand on it.
struct SheetPicture {
  QImage image;
  SheetLayout layout;  ///< millimetres
  std::string title, subtitle;
  double scale = 1;
  Box seen;  ///< what the map frame shows, in the map's CRS
};
SheetPicture sheet_picture(const std::vector<FeatureTable>& tables, const RunRecord& record,
                           const StyleSheet& style, const SheetOptions& options, const Job& job);

/// Bytes of a finished PDF of pages of `paper`: `paint` paints one and says whether another
/// follows.
QByteArray pages_pdf(QSizeF paper, const std::string& title, const RunRecord& record,
                     const std::function<bool(QPainter&, double units_per_mm)>& paint);

/// Writes bytes under a temporary name beside the target, then renames: an older file stays whole
/// until then. Throws `Error` (file).
void write_whole(const std::filesystem::path& path, const QByteArray& bytes);

}  // namespace firebreak::render
