#pragma once

#include <QByteArray>
#include <string>

namespace firebreak::render {

/// A PDF as QPdfWriter made it, with two things put right. Its date is `made_utc`
/// ("2026-11-23T10:00:00Z") instead of the clock's, always in UTC: the same sheet has the same
/// bytes in every time zone. And where Qt names a Chinese character by the radical that shares its
/// glyph (U+2F54 for U+6C34), the character itself is named, so that searching and copying work.
/// Bytes of another shape than Qt's stay as they are.
QByteArray finished_pdf(QByteArray pdf, const std::string& made_utc);

}  // namespace firebreak::render
