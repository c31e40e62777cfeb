#include "render/export.hpp"

#include <QBuffer>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QImageWriter>
#include <QPageSize>
#include <QPdfWriter>
#include <QSvgGenerator>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <fstream>

#include "core/base/error.hpp"
#include "core/base/parallel.hpp"
#include "render/pdf_finish.hpp"

namespace firebreak::render {

namespace {

constexpr int pdf_units_per_inch = 720;  // a tenth of a point: short numbers, 0.035 mm
constexpr int svg_units_per_inch = 508;  // 20 units a millimetre
constexpr int band_rows = 128;  // fixed, so that the picture does not depend on the threads
constexpr double mm_per_inch = 25.4;

void silent(QtMsgType type, const QMessageLogContext& context, const QString& words) {
  (void)context;
  if (type == QtFatalMsg) throw Error(ErrorKind::internal, "Qt: {}", words.toStdString());
}

/// Without a font that has Chinese characters they would come out as empty boxes.
void check_fonts(Language language) {
  if (language != Language::zh) return;
  if (QFontDatabase::families(QFontDatabase::SimplifiedChinese).isEmpty())
    throw Error(ErrorKind::file,
                "No typeface with Chinese characters is installed. Install the package "
                "fonts-noto-cjk.");
}

/// The date inside the file: SOURCE_DATE_EPOCH, else that of the run, else now.
std::string date_of(const RunRecord& record) {
  const char* epoch = std::getenv("SOURCE_DATE_EPOCH");
  std::time_t seconds = std::time(nullptr);
  if (epoch != nullptr && *epoch != 0)
    seconds = static_cast<std::time_t>(std::strtoll(epoch, nullptr, 10));
  else if (record.made_utc.size() >= 19)
    return record.made_utc;
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1,
                     parts.tm_mday, parts.tm_hour, parts.tm_min, parts.tm_sec);
}

QRectF whole(const Sheet& sheet) {
  return {{0, 0}, sheet.layout().paper};
}

QByteArray pdf_bytes(const Sheet& sheet, const RunRecord& record, const Job& job) {
  return pages_pdf(sheet.layout().paper, sheet.title(), record,
                   [&](QPainter& painter, double units_per_mm) {
                     sheet.paint(painter, units_per_mm, whole(sheet), true, job);
                     return false;
                   });
}

QByteArray svg_bytes(const Sheet& sheet, const RunRecord& record, const Job& job) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  {
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(svg_units_per_inch);
    generator.setTitle(QString::fromStdString(sheet.title()));
    generator.setDescription(QString::fromStdString(record.program));
    const double per_mm = svg_units_per_inch / mm_per_inch;
    const QSize size = (sheet.layout().paper * per_mm).toSize();
    generator.setSize(size);
    generator.setViewBox(QRect({0, 0}, size));
    QPainter painter(&generator);
    sheet.paint(painter, per_mm, whole(sheet), false, job);
  }
  return buffer.data();
}

// Each band is a picture over its own rows of the whole one, with a painter of its own.
QImage image_of(const Sheet& sheet, double dpi, const Job& job) {
  const double per_mm = dpi / mm_per_inch;
  const QSize size = (sheet.layout().paper * per_mm).toSize();
  QImage image(size, QImage::Format_RGB32);
  if (image.isNull())
    throw Error(ErrorKind::usage, "dpi = {}: a picture of {} x {} points does not fit into memory.",
                dpi, size.width(), size.height());
  uchar* const bytes = image.bits();
  const auto stride = image.bytesPerLine();
  const auto rows = static_cast<std::size_t>(size.height());
  parallel_for(job, rows, band_rows, text("painting the sheet"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 const auto height = static_cast<int>(end - begin);
                 QImage band(bytes + static_cast<qsizetype>(begin) * stride, size.width(), height,
                             stride, QImage::Format_RGB32);
                 QPainter painter(&band);
                 painter.translate(0, -static_cast<double>(begin));
                 const QRectF part(0, static_cast<double>(begin) / per_mm, size.width() / per_mm,
                                   height / per_mm);
                 sheet.paint(painter, per_mm, part, false, Job({}, {}, 1));
               });
  const int per_m = static_cast<int>(std::lround(per_mm * 1000));
  image.setDotsPerMeterX(per_m);
  image.setDotsPerMeterY(per_m);
  return image;
}

QByteArray png_bytes(QImage image, const Sheet& sheet, const RunRecord& record) {
  image.setText(QStringLiteral("Title"), QString::fromStdString(sheet.title()));
  image.setText(QStringLiteral("Software"), QString::fromStdString(record.program));
  image.setText(QStringLiteral("Copyright"), QString::fromStdString(record.attribution));
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  QImageWriter writer(&buffer, "png");
  if (!writer.write(image))
    throw Error(ErrorKind::internal, "PNG: {}", writer.errorString().toStdString());
  return buffer.data();
}

void check_dpi(double dpi) {
  if (!(dpi >= 20 && dpi <= 1200))
    throw Error(ErrorKind::usage, "dpi = {} is outside {} to {}.", dpi, 20, 1200);
}

std::string ending_of(const std::filesystem::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return ending;
}

}  // namespace

void prepare_qt() {
  if (QCoreApplication::instance() != nullptr) return;
  static int count = 1;
  static char name[] = "firebreak";
  static char* arguments[] = {name, nullptr};
  qInstallMessageHandler(silent);
  qputenv("QT_QPA_PLATFORM", "offscreen");  // a sheet needs no screen, whatever is set
  // Qt reads hash seeds from here on; a fixed one keeps the order of resources in files.
  QHashSeed::setDeterministicGlobalSeed();
  // Lives as long as the process: fonts are still used by objects that end after main.
  [[maybe_unused]] static auto* application = new QGuiApplication(count, arguments);
}

QImage sheet_image(const std::vector<FeatureTable>& tables, const RunRecord& record,
                   const StyleSheet& style, const SheetOptions& options, const Job& job) {
  return sheet_picture(tables, record, style, options, job).image;
}

void write_whole(const std::filesystem::path& path, const QByteArray& bytes) {
  auto beside = path;
  beside += ".part";
  std::error_code failed;
  {
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file.write(bytes.data(), bytes.size());
    file.close();
    if (!file) failed = std::make_error_code(std::errc::io_error);
  }
  if (!failed) std::filesystem::rename(beside, path, failed);
  if (!failed) return;
  std::error_code ignored;
  std::filesystem::remove(beside, ignored);
  throw Error(ErrorKind::file,
              "{}: the map sheet cannot be written. Check the folder, its permissions and the free "
              "space.",
              path.string());
}

QByteArray pages_pdf(QSizeF paper, const std::string& title, const RunRecord& record,
                     const std::function<bool(QPainter&, double units_per_mm)>& paint) {
  QBuffer buffer;
  buffer.open(QIODevice::WriteOnly);
  {
    QPdfWriter writer(&buffer);
    writer.setTitle(QString::fromStdString(title));
    writer.setCreator(QString::fromStdString(record.program));
    writer.setResolution(pdf_units_per_inch);
    writer.setPageSize(QPageSize(paper, QPageSize::Millimeter));
    writer.setPageMargins({0, 0, 0, 0});
    QPainter painter(&writer);
    while (paint(painter, pdf_units_per_inch / mm_per_inch)) writer.newPage();
  }
  return finished_pdf(buffer.data(), date_of(record));
}

SheetPicture sheet_picture(const std::vector<FeatureTable>& tables, const RunRecord& record,
                           const StyleSheet& style, const SheetOptions& options, const Job& job) {
  prepare_qt();
  check_dpi(options.dpi);
  check_fonts(options.language);
  const Sheet sheet(tables, record, style, options, job.part(0, 0.3));
  return {image_of(sheet, options.dpi, job.part(0.3, 1)),
          sheet.layout(),
          sheet.title(),
          sheet.subtitle(),
          sheet.scale(),
          sheet.seen()};
}

void write_map_sheet(const std::vector<FeatureTable>& tables, const RunRecord& record,
                     const StyleSheet& style, const SheetOptions& options,
                     const std::filesystem::path& output, const Job& job) {
  const std::string ending = ending_of(output);
  if (ending != ".pdf" && ending != ".svg" && ending != ".png")
    throw Error(ErrorKind::usage, "{}: a map sheet ends in .pdf, .png or .svg.", output.string());
  prepare_qt();
  check_dpi(options.dpi);
  check_fonts(options.language);
  const Sheet sheet(tables, record, style, options, job.part(0, 0.3));
  const Job paint = job.part(0.3, 0.95);
  QByteArray bytes;
  if (ending == ".pdf") bytes = pdf_bytes(sheet, record, paint);
  if (ending == ".svg") bytes = svg_bytes(sheet, record, paint);
  if (ending == ".png") bytes = png_bytes(image_of(sheet, options.dpi, paint), sheet, record);
  job.progress(0.95, text("writing the map sheet"));
  write_whole(output, bytes);
}

}  // namespace firebreak::render
