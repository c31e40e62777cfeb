#pragma once

#include <QImage>
#include <QPainter>
#include <QString>
#include <filesystem>
#include <memory>

#include "core/io/background.hpp"
#include "core/model/city.hpp"
#include "gui/task.hpp"

namespace firebreak::gui {

/// The raster below the data: opened and warped on a worker thread. Until the right picture is
/// there, the last one is shown moved and scaled.
class MapBackground : public QObject {
  Q_OBJECT
 public:
  explicit MapBackground(QObject* parent = nullptr);

  /// Empty: none. What cannot be used is told by `failed`.
  void set_file(const std::filesystem::path& file);
  const std::filesystem::path& file() const { return file_; }
  /// The part under `box` (city metres) in so many pixels; a newer call replaces it.
  void want(const std::shared_ptr<const City>& city, const Box& box, QSize pixels);
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
  std::filesystem::path file_;
  std::shared_ptr<const io::Background> raster_;
  QImage picture_;
  Box box_;
  Task opening_;
  Task warping_;
};

}  // namespace firebreak::gui
