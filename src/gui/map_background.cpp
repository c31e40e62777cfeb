#include "gui/map_background.hpp"

#include "gui/words.hpp"

namespace firebreak::gui {

MapBackground::MapBackground(QObject* parent) : QObject(parent) {
  connect(&opening_, &Task::failed, this, &MapBackground::failed);
  connect(&warping_, &Task::failed, this, &MapBackground::failed);
}

void MapBackground::set_file(const std::filesystem::path& file) {
  if (file == file_) return;
  file_ = file;
  raster_.reset();
  picture_ = QImage();
  opening_.cancel();
  warping_.cancel();
  emit changed();
  if (file_.empty()) return;
  opening_.start([file](const Job& job) { return io::Background::open(file, job); },
                 [this](std::shared_ptr<const io::Background> raster) {
                   raster_ = std::move(raster);
                   emit opened();
                 });
}

void MapBackground::want(const std::shared_ptr<const City>& city, const Box& box, QSize pixels) {
  if (!raster_ || !city || pixels.isEmpty()) return;
  warping_.start(
      [raster = raster_, city, box, pixels](const Job& job) {
        const io::BackgroundPicture part =
            raster->picture(city->crs, city->origin, box, pixels.width(), pixels.height(), job);
        const QImage view(part.rgba.data(), part.width, part.height, 4 * qsizetype(part.width),
                          QImage::Format_RGBA8888_Premultiplied);
        return view.convertToFormat(QImage::Format_ARGB32_Premultiplied);
      },
      [this, box](QImage picture) {
        picture_ = std::move(picture);
        box_ = box;
        emit changed();
      });
}

QString MapBackground::attribution() const {
  return raster_ ? to_qt(raster_->attribution()) : QString();
}

}  // namespace firebreak::gui
