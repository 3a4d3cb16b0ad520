-- chosen condition: the records x of one bridge, of one culvert, or along one stretch of road, that the visitor may see.
   WHERE (x.bridge_id = %(bridge)s OR x.culvert_id = %(culvert)s
          OR x.road_id = %(road)s AND x.to_m > %(from_m)s AND x.from_m < %(to_m)s)
     AND (x.is_published OR %(signed_in)s)
