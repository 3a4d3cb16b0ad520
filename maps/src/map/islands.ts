/**
 * "Quần đảo Hoàng Sa (Việt Nam)", "Quần đảo Trường Sa (Việt Nam)" and "Biển Đông": our own fixed layer, at every zoom,
 * over every base map, in print too. Out of view they stand in a small card at the edge of the map.
 */
import L from 'leaflet';

export const FIXED_LABELS = [
  { text: 'Quần đảo Hoàng Sa (Việt Nam)', lat: 16.5, lon: 112, kind: 'islands' },
  { text: 'Quần đảo Trường Sa (Việt Nam)', lat: 9.4, lon: 113.1, kind: 'islands' },
  { text: 'Biển Đông', lat: 13, lon: 111.6, kind: 'sea' },
  { text: 'Biển Đông', lat: 9.1, lon: 105.78, kind: 'sea' },
] as const;

function marker(label: (typeof FIXED_LABELS)[number]): L.Marker {
  const content = document.createElement('span');
  content.textContent = label.text;
  const icon = L.divIcon({ className: `fixed-label fixed-${label.kind}`, html: content, iconSize: [0, 0] });
  return L.marker([label.lat, label.lon], { icon, interactive: false, keyboard: false, pane: 'fixed' });
}

class IslandsCard extends L.Control {
  override onAdd(map: L.Map): HTMLElement {
    const card = L.DomUtil.create('ul', 'islands-card');
    const renew = (): void => {
      const bounds = map.getBounds();
      const outside = FIXED_LABELS.filter((label) => label.kind === 'islands' && !bounds.contains([label.lat, label.lon]));
      card.replaceChildren(...outside.map((label) => {
        const line = document.createElement('li');
        line.textContent = label.text;
        return line;
      }));
      card.hidden = !outside.length;
    };
    map.on('moveend resize', renew);
    map.whenReady(renew);
    return card;
  }
}

export function addFixedLabels(map: L.Map): void {
  for (const label of FIXED_LABELS) marker(label).addTo(map);
  new IslandsCard({ position: 'bottomleft' }).addTo(map);
}
