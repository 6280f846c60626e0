/* GeoPackage 1.3 (OGC 12-128r17): an SQLite file with the table `claims`, a point a row where one is known.
 *
 * The file is made beside other temporary files and handed over as bytes. Its time of last change is the latest day of a dispatch
 * in it, so that the same claims give the same bytes.
 *
 * The spatial index is the extension gpkg_rtree_index (annex F.3): an R-tree of the points' boxes, filled here row by row, and
 * the triggers by which programs with spatial functions (QGIS, GDAL) keep it up to date when they change the table. They are made
 * last, because plain SQLite lacks those functions. Without the R-tree module the file has no index. */
#include <fcntl.h>
#include <math.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "export/writer.h"

struct gpkg {
    sqlite3 *db;
    sqlite3_stmt *insert, *index;    /* index: NULL where there is none */
    char path[512];                  /* of the temporary file; it has no name any more once SQLite has it open */
    int file;                        /* the same file, to be read at the end; -1 */
    double west, south, east, north; /* of the points; NAN without any */
};

static const char tables[] =
    "PRAGMA application_id = 1196444487; PRAGMA user_version = 10300; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
    "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, "
    "organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);"
    "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', NULL);"
    "INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', NULL);"
    "INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\","
    "SPHEROID[\"WGS 84\",6378137,298.257223563]],PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]]', NULL);"
    "CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, "
    "description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, "
    "min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, "
    "CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));"
    "CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, "
    "srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, "
    "CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), "
    "CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), "
    "CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));"
    "CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, "
    "scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));"
    "BEGIN";

static const char index_table[] = "CREATE VIRTUAL TABLE rtree_claims_geom USING rtree(id, minx, maxx, miny, maxy);"
                                  "INSERT INTO gpkg_extensions VALUES ('claims', 'geom', 'gpkg_rtree_index', "
                                  "'http://www.geopackage.org/spec120/#extension_rtree', 'write-only')";

#define NEW_BOX                                                                                                                  \
    "INSERT OR REPLACE INTO rtree_claims_geom VALUES (NEW.fid, ST_MinX(NEW.geom), ST_MaxX(NEW.geom), ST_MinY(NEW.geom), "        \
    "ST_MaxY(NEW.geom)); "
#define NEW_IS_POINT "(NEW.geom NOTNULL AND NOT ST_IsEmpty(NEW.geom))"
#define NEW_IS_NONE  "(NEW.geom ISNULL OR ST_IsEmpty(NEW.geom))"
static const char index_triggers[] =
    "CREATE TRIGGER rtree_claims_geom_insert AFTER INSERT ON claims WHEN " NEW_IS_POINT " BEGIN " NEW_BOX "END;"
    "CREATE TRIGGER rtree_claims_geom_update1 AFTER UPDATE OF geom ON claims WHEN OLD.fid = NEW.fid AND " NEW_IS_POINT
    " BEGIN " NEW_BOX "END;"
    "CREATE TRIGGER rtree_claims_geom_update2 AFTER UPDATE OF geom ON claims WHEN OLD.fid = NEW.fid AND " NEW_IS_NONE
    " BEGIN DELETE FROM rtree_claims_geom WHERE id = OLD.fid; END;"
    "CREATE TRIGGER rtree_claims_geom_update3 AFTER UPDATE ON claims WHEN OLD.fid != NEW.fid AND " NEW_IS_POINT
    " BEGIN DELETE FROM rtree_claims_geom WHERE id = OLD.fid; " NEW_BOX "END;"
    "CREATE TRIGGER rtree_claims_geom_update4 AFTER UPDATE ON claims WHEN OLD.fid != NEW.fid AND " NEW_IS_NONE
    " BEGIN DELETE FROM rtree_claims_geom WHERE id IN (OLD.fid, NEW.fid); END;"
    "CREATE TRIGGER rtree_claims_geom_delete AFTER DELETE ON claims WHEN OLD.geom NOT NULL BEGIN "
    "DELETE FROM rtree_claims_geom WHERE id = OLD.fid; END";

static dp_status fail(export_writer *w) {
    const struct gpkg *g = w->gpkg;
    error_set(w->err, DP_E_IO, "the GeoPackage could not be made: %s", g->db ? sqlite3_errmsg(g->db) : "out of memory");
    return error_remedy(w->err, "check that %s has room, or set TMPDIR to a folder that has", g->path);
}

static dp_status run(export_writer *w, const char *sql) {
    return sqlite3_exec(w->gpkg->db, sql, NULL, NULL, NULL) == SQLITE_OK ? DP_OK : fail(w);
}

static dp_status temporary_file(export_writer *w) {
    const char *folder = getenv("TMPDIR");
    int n = snprintf(w->gpkg->path, sizeof w->gpkg->path, "%s/depeche-XXXXXX", folder && *folder ? folder : "/tmp");
    if (n > 0 && (size_t)n < sizeof w->gpkg->path) w->gpkg->file = mkostemp(w->gpkg->path, O_CLOEXEC);
    if (w->gpkg->file >= 0) return DP_OK;
    error_set(w->err, DP_E_IO, "no temporary file can be made: %s", w->gpkg->path);
    return error_remedy(w->err, "set TMPDIR to a folder that can be written");
}

static const char *sql_type(uint8_t type) {
    switch (type) {
    case FIELD_INTEGER:
    case FIELD_YEAR:
        return "INTEGER";
    case FIELD_NUMBER:
        return "DOUBLE";
    case FIELD_BOOLEAN:
        return "BOOLEAN";
    case FIELD_DATE:
        return "DATE";
    default:
        return "TEXT";
    }
}

/* CREATE TABLE and INSERT from the format's fields. Names are ours: they need no escaping but quotes. */
static dp_status make_table(export_writer *w) {
    buf create, insert;
    buf_init(&create);
    buf_init(&insert);
    buf_str(&create, "CREATE TABLE claims (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom POINT");
    buf_str(&insert, "INSERT INTO claims VALUES (?1, ?2");
    for (uint32_t i = 0; i < w->format->field_count; i++) {
        buf_printf(&create, ", \"%s\" %s", w->format->fields[i].name, sql_type(w->format->fields[i].type));
        buf_printf(&insert, ", ?%u", i + 3);
    }
    buf_str(&create, ")");
    buf_str(&insert, ")");
    dp_status s = buf_cstr(&create) && buf_cstr(&insert) ? run(w, create.at) : error_nomem(w->err);
    if (s == DP_OK && sqlite3_prepare_v2(w->gpkg->db, insert.at, -1, &w->gpkg->insert, NULL) != SQLITE_OK) s = fail(w);
    buf_free(&create);
    buf_free(&insert);
    return s;
}

static dp_status make_index(export_writer *w) {
    if (!sqlite3_compileoption_used("ENABLE_RTREE")) return DP_OK;
    dp_status s = run(w, index_table);
    if (s != DP_OK) return s;
    return sqlite3_prepare_v2(w->gpkg->db, "INSERT INTO rtree_claims_geom VALUES (?1, ?2, ?2, ?3, ?3)", -1, &w->gpkg->index,
                              NULL) == SQLITE_OK
               ? DP_OK
               : fail(w);
}

static dp_status index_point(export_writer *w, double lon, double lat) {
    sqlite3_stmt *st = w->gpkg->index;
    if (!st) return DP_OK;
    sqlite3_reset(st);
    sqlite3_bind_int64(st, 1, (int64_t)w->rows);
    sqlite3_bind_double(st, 2, lon);
    sqlite3_bind_double(st, 3, lat);
    return sqlite3_step(st) == SQLITE_DONE ? DP_OK : fail(w);
}

dp_status gpkg_begin(export_writer *w) {
    w->gpkg = calloc(1, sizeof *w->gpkg);
    if (!w->gpkg) return error_nomem(w->err);
    w->gpkg->file = -1;
    w->gpkg->west = w->gpkg->south = w->gpkg->east = w->gpkg->north = NAN;
    dp_status s = temporary_file(w);
    if (s == DP_OK && sqlite3_open(w->gpkg->path, &w->gpkg->db) != SQLITE_OK) s = fail(w);
    if (s == DP_OK) s = run(w, tables);
    if (w->gpkg->file >= 0) unlink(w->gpkg->path); /* whoever kills this program leaves no names behind */
    if (s == DP_OK) s = make_table(w);
    return s == DP_OK ? make_index(w) : s;
}

/* ---- rows ---------------------------------------------------------------------------------------------------------------- */

static void put_little(unsigned char *at, double v) {
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    for (int i = 0; i < 8; i++) at[i] = (unsigned char)(bits >> (8 * i));
}

/* GeoPackageBinary: "GP", version 0, little endian without envelope, 4326; then a WKB point, little endian too. */
#define POINT_BYTES 29
static void point_bytes(double lon, double lat, unsigned char out[POINT_BYTES]) {
    static const unsigned char head[13] = {'G', 'P', 0, 1, 0xE6, 0x10, 0, 0, 1, 1, 0, 0, 0};
    memcpy(out, head, sizeof head);
    put_little(out + 13, lon);
    put_little(out + 21, lat);
}

static void widen(struct gpkg *g, double lon, double lat) {
    g->west = fmin(g->west, lon); /* fmin and fmax pass over NAN */
    g->east = fmax(g->east, lon);
    g->south = fmin(g->south, lat);
    g->north = fmax(g->north, lat);
}

static void bind_cell(sqlite3_stmt *st, int i, const export_cell *c) {
    switch (c->kind) {
    case CELL_INT:
    case CELL_BOOL:
        sqlite3_bind_int64(st, i, c->integer);
        break;
    case CELL_REAL:
        sqlite3_bind_double(st, i, c->real);
        break;
    case CELL_TEXT:
    case CELL_JSON:
        sqlite3_bind_text(st, i, c->text, -1, SQLITE_TRANSIENT);
        break;
    default:
        sqlite3_bind_null(st, i);
    }
}

static bool note_day(export_writer *w, const char *day) {
    if (!day || strlen(day) != 10 || (w->last_day && strcmp(day, w->last_day) <= 0)) return true;
    w->last_day = arena_copy(&w->memory, day, 10);
    return w->last_day != NULL;
}

dp_status gpkg_row(export_writer *w, const export_row *row) {
    struct gpkg *g = w->gpkg;
    unsigned char point[POINT_BYTES];
    sqlite3_reset(g->insert);
    sqlite3_bind_int64(g->insert, 1, (int64_t)++w->rows);
    sqlite3_bind_null(g->insert, 2);
    if (isfinite(row->place.lat) && isfinite(row->place.lon)) {
        point_bytes(row->place.lon, row->place.lat, point);
        sqlite3_bind_blob(g->insert, 2, point, sizeof point, SQLITE_TRANSIENT);
        widen(g, row->place.lon, row->place.lat);
        dp_status s = index_point(w, row->place.lon, row->place.lat);
        if (s != DP_OK) return s;
    }
    for (uint32_t i = 0; i < w->format->field_count; i++) {
        export_cell c = field_value(&w->format->fields[i], row);
        bind_cell(g->insert, (int)i + 3, &c);
    }
    if (!note_day(w, row->r.date)) return error_nomem(w->err);
    return sqlite3_step(g->insert) == SQLITE_DONE ? DP_OK : fail(w);
}

/* ---- the end ------------------------------------------------------------------------------------------------------------- */

static dp_status describe(export_writer *w) {
    struct gpkg *g = w->gpkg;
    sqlite3_stmt *st = NULL;
    char changed[40];
    snprintf(changed, sizeof changed, "%.10sT00:00:00.000Z", w->last_day ? w->last_day : "1970-01-01");
    if (sqlite3_prepare_v2(g->db,
                           "INSERT INTO gpkg_contents VALUES ('claims', 'features', 'claims', ?1, ?2, ?3, ?4, ?5, ?6, 4326)", -1,
                           &st, NULL) != SQLITE_OK)
        return fail(w);
    sqlite3_bind_text(st, 1, "Claims: who says that what happened, where. Place names: GeoNames, CC BY 4.0", -1, SQLITE_STATIC);
    sqlite3_bind_text(st, 2, changed, -1, SQLITE_STATIC);
    sqlite3_bind_double(st, 3, g->west); /* NAN is NULL */
    sqlite3_bind_double(st, 4, g->south);
    sqlite3_bind_double(st, 5, g->east);
    sqlite3_bind_double(st, 6, g->north);
    int code = sqlite3_step(st);
    sqlite3_finalize(st);
    if (code != SQLITE_DONE) return fail(w);
    dp_status s = run(w, "INSERT INTO gpkg_geometry_columns VALUES ('claims', 'geom', 'POINT', 4326, 0, 0)");
    if (s == DP_OK && g->index) s = run(w, index_triggers);
    return s == DP_OK ? run(w, "COMMIT") : s;
}

static dp_status unreadable(export_writer *w) {
    error_set(w->err, DP_E_IO, "the GeoPackage that was made could not be read again");
    return error_remedy(w->err, "check the disk that holds %s, or set TMPDIR to a folder on another", w->gpkg->path);
}

static dp_status hand_over(export_writer *w) {
    char piece[65536];
    ssize_t n = 0;
    for (off_t at = 0; !w->stopped && (n = pread(w->gpkg->file, piece, sizeof piece, at)) > 0; at += n) {
        if (w->sink->write(w->sink->context, piece, (size_t)n))
            w->bytes += (size_t)n;
        else
            w->stopped = true;
    }
    return n < 0 ? unreadable(w) : DP_OK;
}

static void close_database(struct gpkg *g) {
    sqlite3_finalize(g->insert);
    sqlite3_finalize(g->index);
    sqlite3_close(g->db);
    g->insert = g->index = NULL;
    g->db = NULL;
}

dp_status gpkg_end(export_writer *w) {
    dp_status s = describe(w);
    close_database(w->gpkg);
    return s == DP_OK ? hand_over(w) : s;
}

void gpkg_free(export_writer *w) {
    if (!w->gpkg) return;
    close_database(w->gpkg);
    if (w->gpkg->file >= 0) close(w->gpkg->file);
    free(w->gpkg);
    w->gpkg = NULL;
}
