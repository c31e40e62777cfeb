#pragma once

#include <QImage>
#include <QPainter>
#include <QSize>
#include <QString>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/io/background.hpp"
#include "gui/city_grid.hpp"
#include "gui/task.hpp"

namespace firebreak::gui {

/// The raster below the data: opened and warped on a worker thread. Until the right picture is
/// there, the last one is shown moved and scaled.
class MapBackground : public QObject {
  Q_OBJECT
 public:
  explicit MapBackground(QObject* parent = nullptr);

  /// Which of the pictures of which file; an empty file: none. What cannot be used is told by
  /// `failed`.
  void set(const std::filesystem::path& file, const std::string& raster);
  /// The pictures of the file, if it holds several; with none named there is nothing to show.
  const std::vector<std::string>& rasters() const { return rasters_; }
  /// Opens the file once more: it has changed, or its service did not answer.
  void ask_again();
  /// The part under `box` (city metres) in so many pixels; a newer call replaces it.
  void want(const CityGrid& grid, const Box& box, QSize pixels);
  bool finished() const { return !opening_.running() && !warping_.running(); }

  const QImage& picture() const { return picture_; }
  const Box& box() const { return box_; }
  /// Whom to name beside the map.
  QString attribution() const;

 signals:
  void opened();
  void changed();
  void failed(const QString& words);

 private:
  void open();

  std::filesystem::path file_;
  std::string raster_name_;
  std::vector<std::string> rasters_;
  std::shared_ptr<const io::Background> raster_;
  QImage picture_;
  Box box_;
  Task opening_;
  Task warping_;
  Task closing_;  ///< a service that hangs is waited for here, not by the window
};

}  // namespace firebreak::gui
