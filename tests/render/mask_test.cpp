#include <gtest/gtest.h>

#include <QDir>
#include <algorithm>
#include <cstdlib>

#include "core/io/style_file.hpp"
#include "render/export.hpp"
#include "render/fixture.hpp"
#include "render/tile.hpp"

/// Whole pictures against stored ones. Beside each stands a mask: the grey of a pixel is how far
/// its channels may be off, so that letters may move where a font is drawn a little differently and
/// areas may not. FIREBREAK_NEW_PICTURES=1 writes both anew: look at them before they are
/// committed.
namespace firebreak::render {
namespace {

constexpr int map_may_be_off = 6;
constexpr int letters_may_be_off = 255;

QString path_of(const QString& name) {
  return QStringLiteral(FIREBREAK_TEST_DATA "/render/") + name + ".png";
}

void write_new(const QString& name, const QImage& picture, const QRect& strict) {
  QDir().mkpath(QStringLiteral(FIREBREAK_TEST_DATA "/render"));
  QImage mask(picture.size(), QImage::Format_Grayscale8);
  mask.fill(letters_may_be_off);
  for (int y = strict.top(); y <= strict.bottom(); ++y)
    std::fill_n(mask.scanLine(y) + strict.left(), strict.width(),
                static_cast<unsigned char>(map_may_be_off));
  ASSERT_TRUE(picture.convertToFormat(QImage::Format_RGB32).save(path_of(name)));
  ASSERT_TRUE(mask.save(path_of(name + "_mask")));
}

/// How many pixels are off by more than the mask allows; `strict`: the part of a new mask in which
/// nothing moves.
void expect_as_stored(const QString& name, const QImage& picture, const QRect& strict) {
  if (std::getenv("FIREBREAK_NEW_PICTURES") != nullptr) return write_new(name, picture, strict);
  const QImage stored(path_of(name));
  const QImage mask = QImage(path_of(name + "_mask")).convertToFormat(QImage::Format_Grayscale8);
  ASSERT_EQ(picture.size(), stored.size()) << name.toStdString();
  ASSERT_EQ(mask.size(), stored.size());
  int off = 0;
  int worst = 0;
  QPoint where;
  for (int y = 0; y < stored.height(); ++y)
    for (int x = 0; x < stored.width(); ++x) {
      const QColor a = picture.pixelColor(x, y);
      const QColor b = stored.pixelColor(x, y);
      const int by = std::max({std::abs(a.red() - b.red()), std::abs(a.green() - b.green()),
                               std::abs(a.blue() - b.blue())});
      if (by <= qGray(mask.pixel(x, y))) continue;
      ++off;
      if (by <= worst) continue;
      worst = by;
      where = {x, y};
    }
  EXPECT_EQ(off, 0) << name.toStdString() << ": most at " << where.x() << ", " << where.y()
                    << ", by " << worst;
}

std::vector<std::shared_ptr<const FeatureTable>> shared_town() {
  std::vector<std::shared_ptr<const FeatureTable>> tables;
  for (FeatureTable& table : test::small_town())
    tables.push_back(std::make_shared<const FeatureTable>(std::move(table)));
  return tables;
}

class StoredMap : public testing::TestWithParam<const char*> {};

TEST_P(StoredMap, EverySheetDrawsTheTownAsItIsStored) {
  const auto scene =
      make_live_scene(shared_town(), io::style_sheet(GetParam()), {}, {}, nullptr, Job{});
  const QRect seen(-10, -330, 420, 330);
  QImage picture(seen.size(), QImage::Format_RGB32);
  picture.fill(Qt::white);
  QPainter painter(&picture);
  painter.drawImage(0, 0, paint_area(*scene, screen_view(2, 1), seen, Job{}));
  painter.end();
  expect_as_stored(QStringLiteral("map_") + GetParam(), picture, picture.rect());
}

INSTANTIATE_TEST_SUITE_P(Sheets, StoredMap, testing::Values("light", "dark", "print"));

TEST(StoredPage, TheMapOfASheetIsAsItIsStored) {
  const auto tables = test::small_town();
  SheetOptions options;
  options.paper = "A5";
  options.dpi = 72;
  const SheetPicture page =
      sheet_picture(tables, test::small_record(), test::light(), options, Job());
  const double per_mm = page.image.width() / page.layout.paper.width();
  const QRectF& map = page.layout.map;
  expect_as_stored(
      "page", page.image,
      QRectF(map.topLeft() * per_mm, map.size() * per_mm).toAlignedRect().adjusted(2, 2, -2, -2));
}

}  // namespace
}  // namespace firebreak::render
