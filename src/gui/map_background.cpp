#include "gui/map_background.hpp"

#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

/// What opening a file found: a picture, or several of which one is to be named.
struct Opened {
  std::shared_ptr<const io::Background> raster;
  std::vector<std::string> rasters;
};

}  // namespace

MapBackground::MapBackground(QObject* parent) : QObject(parent) {
  connect(&opening_, &Task::failed, this, &MapBackground::failed);
  connect(&warping_, &Task::failed, this, &MapBackground::failed);
}

void MapBackground::set(const std::filesystem::path& file, const std::string& raster) {
  if (file == file_ && raster == raster_name_) return;
  if (file != file_) rasters_.clear();
  file_ = file;
  raster_name_ = raster;
  picture_ = QImage();
  open();
}

void MapBackground::ask_again() {
  if (!file_.empty()) open();  // the picture there was stays until the new one has come
}

void MapBackground::open() {
  opening_.cancel();
  warping_.cancel();
  if (raster_)
    closing_.start([raster = std::exchange(raster_, nullptr)](const Job&) { return 0; },
                   [](int) {});
  emit changed();
  if (file_.empty()) return;
  opening_.start(
      [file = file_, raster = raster_name_](const Job& job) {
        Opened opened;
        io::Background::Options options;
        options.raster = raster;
        try {
          opened.raster = io::Background::open(file, options, job);
          opened.rasters = opened.raster->rasters();
        } catch (const io::SeveralRasters& several) {
          opened.rasters = several.names;
        }
        return opened;
      },
      [this](Opened opened) {
        raster_ = std::move(opened.raster);
        rasters_ = std::move(opened.rasters);
        if (!raster_)
          emit failed(
              words("The background holds several pictures: choose one in the layer list."));
        emit changed();
        if (raster_) emit this->opened();
      });
}

void MapBackground::want(const CityGrid& grid, const Box& box, QSize pixels) {
  if (!raster_ || !grid.crs.known() || pixels.isEmpty()) return;
  warping_.start(
      [raster = raster_, grid, box, pixels](const Job& job) {
        const io::BackgroundPicture part =
            raster->picture(grid.crs, grid.origin, box, pixels.width(), pixels.height(), job);
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
