"""PostGIS's table of coordinate systems, given our VN-2000."""

from django.db.backends.base.base import BaseDatabaseWrapper

from infra import crs

_UPSERT = """
insert into spatial_ref_sys (srid, auth_name, auth_srid, srtext, proj4text) values (%s, null, null, %s, %s)
on conflict (srid) do update set auth_name = null, auth_srid = null, srtext = excluded.srtext, proj4text = excluded.proj4text
"""


def define_vn2000(connection: BaseDatabaseWrapper) -> int:
    """Write every VN-2000 system; returns how many. Without `auth_name` PostGIS uses our text instead of asking PROJ."""
    with connection.cursor() as cursor:
        for srid, system in crs.VN2000.items():
            cursor.execute(_UPSERT, [srid, crs.wkt(srid), system.proj.replace(" +type=crs", "")])
    return len(crs.VN2000)
